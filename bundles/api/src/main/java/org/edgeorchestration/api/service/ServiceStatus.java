// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.api.service;

import java.net.InetAddress;
import java.time.Instant;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionStatus;
import org.edgeorchestration.api.node.ExecutionType;

/**
 * One execution as the table of the service manager shows it.
 *
 * @param id the execution
 * @param serviceName the name the application gave
 * @param type how it runs
 * @param target the preferred address of the node that runs it
 * @param status where it stands
 * @param sequence how many statuses it has had, the first being 1: orders its callbacks
 * @param created when it was accepted
 * @param changed when it came to this status
 */
public record ServiceStatus(
        ExecutionId id,
        String serviceName,
        ExecutionType type,
        InetAddress target,
        ExecutionStatus status,
        int sequence,
        Instant created,
        Instant changed) {}
