// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.edgeorchestration.api.service.ServiceStatus;
import org.edgeorchestration.api.service.StatusDelivery;
import org.junit.jupiter.api.Test;

class DeliveriesTest {
    private final Deliveries deliveries = new Deliveries();

    private record Speaks(Set<String> schemes) implements StatusDelivery {
        @Override
        public CompletionStage<Void> deliver(URI receiver, ServiceStatus status) {
            return CompletableFuture.completedStage(null);
        }
    }

    @Test
    void aReceiverIsReachedByWhoeverSpeaksItsScheme() {
        StatusDelivery web = new Speaks(Set.of("http", "https"));
        StatusDelivery peers = new Speaks(Set.of("edge-peer"));
        deliveries.add(web);
        deliveries.add(peers);
        assertThat(deliveries.reaching(URI.create("HTTPS://app/notify"))).containsSame(web);
        assertThat(deliveries.reaching(URI.create("edge-peer:somewhere"))).containsSame(peers);
        assertThat(deliveries.reaching(URI.create("ftp://app/"))).isEmpty();
        assertThat(deliveries.reaching(URI.create("/relative"))).isEmpty();
    }

    @Test
    void ofSeveralTheOneThatCameFirstUntilItGoes() {
        StatusDelivery first = new Speaks(Set.of("http"));
        StatusDelivery second = new Speaks(Set.of("http", "https"));
        deliveries.add(first);
        deliveries.add(second);
        URI receiver = URI.create("http://app/");
        assertThat(deliveries.reaching(receiver)).containsSame(first);
        deliveries.remove(first);
        assertThat(deliveries.reaching(receiver)).containsSame(second);
    }
}
