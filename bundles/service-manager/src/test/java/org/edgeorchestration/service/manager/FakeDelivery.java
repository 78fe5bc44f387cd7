// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.edgeorchestration.api.service.ServiceStatus;
import org.edgeorchestration.api.service.StatusDelivery;

/** Receivers by host name: {@code hangs}, {@code fails}, {@code flaky} (every second attempt), {@code throws}; all others acknowledge. */
class FakeDelivery implements StatusDelivery {
    private final List<ServiceStatus> acknowledged = new CopyOnWriteArrayList<>();
    private final Map<String, AtomicInteger> attempts = new ConcurrentHashMap<>();

    @Override
    public CompletionStage<Void> deliver(URI receiver, ServiceStatus status) {
        int attempt = attempts.computeIfAbsent(receiver.getHost(), host -> new AtomicInteger())
                .incrementAndGet();
        return switch (receiver.getHost()) {
            case "hangs" -> new CompletableFuture<>();
            case "throws" -> throw new IllegalStateException("a bug in the delivery");
            case "fails" -> CompletableFuture.failedStage(new IOException(receiver + ": connection refused"));
            case "flaky" ->
                attempt % 2 == 1
                        ? CompletableFuture.failedStage(new IOException(receiver + ": 503"))
                        : acknowledge(status);
            default -> acknowledge(status);
        };
    }

    private CompletionStage<Void> acknowledge(ServiceStatus status) {
        acknowledged.add(status);
        return CompletableFuture.completedStage(null);
    }

    int attempts(String host) {
        return attempts.getOrDefault(host, new AtomicInteger()).get();
    }

    List<ServiceStatus> acknowledged() {
        return List.copyOf(acknowledged);
    }

    /** The words that the receivers acknowledged of one execution, in order. */
    List<String> words(String execution) {
        return acknowledged.stream()
                .filter(status -> status.id().value().equals(execution))
                .map(status -> status.status().word())
                .toList();
    }
}
