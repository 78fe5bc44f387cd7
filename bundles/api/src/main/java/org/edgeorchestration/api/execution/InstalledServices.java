// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.api.execution;

import java.util.Collection;
import java.util.Optional;

/**
 * The services installed on this node: the {@code .conf} files under {@code apps} in the state directory. One service per
 * framework, from the bundle {@code node}; answers from memory on any thread. A file that comes, changes or goes is
 * noticed within seconds.
 */
public interface InstalledServices {

    /** All of them, by name. */
    Collection<InstalledService> all();

    /** The one with that name. */
    Optional<InstalledService> find(String name);
}
