// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.api.execution;

import java.util.List;
import java.util.Optional;
import org.edgeorchestration.api.node.ExecutionType;

/**
 * What an executor is to run.
 *
 * @param id the execution's id
 * @param serviceName the service's name as the application gave it; it may be empty of meaning, but not of characters
 * @param type which kind of executor this is for
 * @param command the command as a list of words, never a shell line; empty means the installed service of that name
 * @param requester the name of the asking application, where it gave one
 */
public record ExecutionOrder(
        ExecutionId id, String serviceName, ExecutionType type, List<String> command, Optional<String> requester) {

    public ExecutionOrder {
        command = List.copyOf(command);
    }
}
