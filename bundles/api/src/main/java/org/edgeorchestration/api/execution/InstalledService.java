// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.api.execution;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.edgeorchestration.api.node.ExecutionType;

/**
 * A service that an administrator installed by a {@code .conf} file (specification, section 6.4).
 *
 * @param name its name, {@code ServiceName}
 * @param type how it runs, {@code ExecType}; {@code native} when the file does not say
 * @param executable the program, {@code ExecutableFileName}: absolute when the file names a path or when the file's own folder holds
 *     it, else a bare name to be found on the search path; empty for services that need none, such as containers
 * @param allowedRequesters who may ask for it, {@code AllowedRequester}; {@code *} stands for everybody
 * @param command the words to run when a request brings none, {@code ExecCmd}; may be empty
 */
public record InstalledService(
        String name,
        ExecutionType type,
        Optional<Path> executable,
        Set<String> allowedRequesters,
        List<String> command) {

    public InstalledService {
        allowedRequesters = Set.copyOf(allowedRequesters);
        command = List.copyOf(command);
    }

    /** Whether that requester may ask for it; nobody in particular may when everybody may. */
    public boolean allows(Optional<String> requester) {
        return allowedRequesters.contains("*")
                || requester.filter(allowedRequesters::contains).isPresent();
    }
}
