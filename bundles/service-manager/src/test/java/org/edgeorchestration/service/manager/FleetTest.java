// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import static org.assertj.core.api.Assertions.assertThat;

import org.edgeorchestration.api.node.Node;
import org.edgeorchestration.api.peer.Peer.Standing;
import org.edgeorchestration.api.peer.Peers;
import org.edgeorchestration.api.service.Placement;
import org.junit.jupiter.api.Test;

class FleetTest {
    private final Station station = Station.withExecutor(Station.containers());

    @Test
    void thisNodeIsFirstAndEveryPeerFollowsHoweverItStands() {
        station.peers.put(
                Peers.ours("a", Peers.idle()),
                Peers.troubled(Peers.ours("b", Peers.idle()), Standing.LATE, "it missed its deadline"),
                Peers.troubled(Peers.go("c", Peers.goScore(5)), Standing.BARRED, "it has another key"));
        assertThat(station.manager.nodes())
                .extracting(Node::id)
                .extracting(Object::toString)
                .containsExactly(station.self.id().value(), "a", "b", "c");
    }

    @Test
    void aPeerInTroubleIsNoCandidateAndTheTroubleIsTheReason() {
        station.peers.put(
                Peers.troubled(Peers.ours("b", Peers.idle()), Standing.LATE, "it missed its deadline"),
                Peers.troubled(Peers.go("c", Peers.goScore(5)), Standing.BARRED, "it has another key"));
        Placement placement =
                station.manager.place(Requests.hello()).toCompletableFuture().join();
        assertThat(Station.reason(placement, "b")).isEqualTo("it missed its deadline");
        assertThat(Station.reason(placement, "c")).isEqualTo("it has another key");
        assertThat(placement.choice().orElseThrow().node()).isEqualTo(station.self.id());
        assertThat(station.peers.asked()).isEmpty();
    }

    @Test
    void whenOnlyPeersInTroubleAreLeftTheRefusalTellsTheirTrouble() {
        station.peers.put(Peers.troubled(Peers.ours("b", Peers.idle()), Standing.BARRED, "it has another key"));
        assertThat(station.refused(Requests.elsewhere(Requests.hello())).reason())
                .contains("SelfSelection", "it has another key");
    }

    @Test
    void withoutAWayToPeersThisNodeIsAlone() {
        station.manager.unsetPeerTransport(station.peers);
        station.peers.put(Peers.ours("a", Peers.idle()));
        assertThat(station.manager.nodes()).hasSize(1);
        assertThat(station.chosen(station.placed(Requests.hello())))
                .isEqualTo(station.self.id().value());
    }
}
