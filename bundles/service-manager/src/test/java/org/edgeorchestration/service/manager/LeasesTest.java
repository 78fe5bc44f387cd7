// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionStatus.Accepted;
import org.edgeorchestration.api.execution.ExecutionStatus.Finished;
import org.edgeorchestration.api.execution.ExecutionStatus.Lost;
import org.edgeorchestration.api.execution.ExecutionStatus.Started;
import org.edgeorchestration.api.peer.Peer;
import org.edgeorchestration.api.peer.Peer.Standing;
import org.edgeorchestration.api.peer.Peers;
import org.edgeorchestration.api.peer.Reception;
import org.junit.jupiter.api.Test;

class LeasesTest {
    private static final Peer OURS = Peers.ours("a", Peers.idle());
    private static final Peer GO = Peers.go("go", Peers.goScore(5));

    private final Station station = Station.withoutExecutor();

    private ExecutionId startedAt(Peer peer) {
        station.peers.put(peer);
        ExecutionId id = station.placed(Requests.hello());
        station.reports(peer.node().id().value(), id, new Started());
        return id;
    }

    private void assertLost(ExecutionId id, String why) {
        assertThat(station.status(id)).isInstanceOf(Lost.class);
        assertThat(station.status(id).reason().orElseThrow()).contains(why);
    }

    @Test
    void livesAsLongAsItsNodeIsThere() {
        ExecutionId id = startedAt(OURS);
        station.pass(Duration.ofHours(1));
        assertThat(station.status(id)).isEqualTo(new Started());
    }

    @Test
    void isLostWhenItsNodeWasStartedAnew() {
        ExecutionId id = startedAt(OURS);
        station.peers.put(Peers.reborn(OURS, "another-life"));
        station.pass(Leases.PERIOD);
        assertLost(id, "node a has been started anew");
        assertThat(station.reports("a", id, new Finished())).isFalse();
        assertThat(station.status(id)).isInstanceOf(Lost.class);
        ExecutionId next = station.placed(Requests.hello());
        station.pass(Duration.ofMinutes(1));
        assertThat(station.status(next)).isNotInstanceOf(Lost.class);
    }

    @Test
    void isLostWhenItsNodeIsGoneForTenSeconds() {
        ExecutionId id = startedAt(OURS);
        station.peers.remove("a");
        station.pass(Duration.ofSeconds(10));
        assertThat(station.status(id)).isEqualTo(new Started());
        station.pass(Duration.ofSeconds(2));
        assertLost(id, "node a has been gone for 10 s");
    }

    @Test
    void outlivesAShortAbsence() {
        ExecutionId id = startedAt(OURS);
        for (int i = 0; i < 10; i++) {
            station.peers.remove("a");
            station.pass(Duration.ofSeconds(8));
            station.peers.put(OURS);
            station.pass(Duration.ofSeconds(2));
        }
        assertThat(station.reports("a", id, new Finished())).isTrue();
        assertThat(station.status(id)).isEqualTo(new Finished());
    }

    @Test
    void aLateNodeIsThereAndABarredOneIsNot() {
        ExecutionId id = startedAt(OURS);
        station.peers.put(Peers.troubled(OURS, Standing.LATE, "it missed its deadline"));
        station.pass(Duration.ofMinutes(5));
        assertThat(station.status(id)).isEqualTo(new Started());
        station.peers.put(Peers.troubled(OURS, Standing.BARRED, "it has another key"));
        station.pass(Duration.ofSeconds(12));
        assertLost(id, "gone for 10 s");
    }

    @Test
    void aNodeOfTheGoProjectMayBeGoneForAMinute() {
        ExecutionId id = startedAt(GO);
        station.peers.remove("go");
        station.pass(Duration.ofMinutes(1));
        assertThat(station.status(id)).isEqualTo(new Started());
        station.pass(Duration.ofSeconds(2));
        assertLost(id, "node go has been gone for 60 s");
    }

    @Test
    void whatAGoNodeNeverSaidItHasIsLostAfterAnHour() {
        station.peers.put(GO).receives("go", new Reception.Unknown("no answer"));
        ExecutionId silent = station.placed(Requests.hello());
        ExecutionId heard = station.placed(Requests.hello());
        station.reports("go", heard, new Started());
        station.pass(Duration.ofMinutes(59));
        assertThat(station.status(silent)).isEqualTo(new Accepted());
        station.pass(Duration.ofMinutes(2));
        assertLost(silent, "node go never said");
        assertThat(station.status(heard)).isEqualTo(new Started());
    }

    @Test
    void whileThereIsNoWayToPeersTheyAreGone() {
        ExecutionId id = startedAt(OURS);
        station.manager.unsetPeerTransport(station.peers);
        station.pass(Duration.ofSeconds(12));
        assertLost(id, "gone");
    }
}
