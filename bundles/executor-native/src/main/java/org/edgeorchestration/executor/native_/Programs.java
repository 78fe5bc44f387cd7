// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.native_;

import java.nio.file.Path;
import java.util.Optional;

/** The executable files of this node. */
@FunctionalInterface
interface Programs {

    /** The absolute path of a program; empty where there is no executable file. */
    Optional<Path> find(Path program) throws DiskHangs;
}
