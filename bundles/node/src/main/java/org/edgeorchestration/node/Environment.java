// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.node;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * What the machine tells this node at its start: the only place in this bundle where the environment is read.
 *
 * @param variables the environment variables
 * @param root the root of the file system; tests put a directory of their own here
 * @param karafBase where this node's distribution lies
 */
@Component(service = Environment.class)
public record Environment(Map<String, String> variables, Path root, Path karafBase) {

    public Environment {
        variables = Map.copyOf(variables);
        karafBase = karafBase.toAbsolutePath().normalize();
    }

    /** The environment of this process, and the distribution that the framework was started from. */
    @Activate
    public Environment(BundleContext framework) {
        this(
                System.getenv(),
                Path.of("/"),
                Path.of(Optional.ofNullable(framework.getProperty("karaf.base")).orElse("")));
    }

    /** The value of a variable; a blank one counts as not set. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** The path that a variable names, absolute. */
    Optional<Path> path(String name) {
        return variable(name).map(value -> Path.of(value).toAbsolutePath().normalize());
    }

    /**
     * A fixed place in the file system.
     *
     * @param relative its path without the leading slash
     */
    Path system(String relative) {
        return root.resolve(relative);
    }
}
