// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.edgeorchestration.api.discovery.Sighting.Dialect;
import org.edgeorchestration.api.execution.ServiceExecutor;
import org.edgeorchestration.api.node.ExecutionType;
import org.edgeorchestration.api.node.LocalNode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This node in the words of an announcement. For one thread. */
final class Description {
    private static final Logger LOG = LoggerFactory.getLogger(Description.class);

    private final LocalNode self;
    private final Collection<ServiceExecutor> executors;
    private Set<String> leftOut = Set.of();

    Description(LocalNode self, Collection<ServiceExecutor> executors) {
        this.self = self;
        this.executors = executors;
    }

    /** This node as it is now, at these addresses. */
    Announcement at(List<Attachment> attachments) {
        NodeText text = text();
        Set<String> left = text.leftOut();
        if (!left.equals(leftOut)) {
            leftOut = left;
            LOG.warn(
                    "node={} services={} are not announced: the record has room for 64 of them, in 400 bytes of plain ASCII",
                    self.id(),
                    left);
        }
        return new Announcement(
                self.id(),
                text.strings(),
                attachments.stream().map(Attachment::address).toList());
    }

    private NodeText text() {
        List<ServiceExecutor> present = List.copyOf(executors);
        Set<String> services = present.stream()
                .flatMap(executor -> executor.services().stream())
                .collect(Collectors.toUnmodifiableSet());
        return new NodeText(self.platform(), type(present), services, Dialect.DUAL);
    }

    /**
     * The dialect has room for one type, and a Go node sends a request for that type only: containers need nothing installed, so they
     * are what others can use this node for most. Our own nodes ask for all types.
     */
    private static Optional<ExecutionType> type(List<ServiceExecutor> executors) {
        List<ExecutionType> types =
                executors.stream().map(ServiceExecutor::type).sorted().toList();
        return types.contains(ExecutionType.CONTAINER)
                ? Optional.of(ExecutionType.CONTAINER)
                : types.stream().findFirst();
    }
}
