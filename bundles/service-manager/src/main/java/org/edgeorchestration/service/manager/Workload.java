// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.node.Ticker;
import org.edgeorchestration.api.peer.Load;
import org.edgeorchestration.api.peer.Peer;
import org.edgeorchestration.api.scoring.Sample;

/**
 * The work at a node that its measurements cannot show yet: what waits there, and what has just begun. A processor's usage is
 * an average over about a second, so what began within {@link #SHOWN_AFTER} before a measurement is hardly in it. Any thread.
 */
final class Workload {
    static final Duration SHOWN_AFTER = Duration.ofSeconds(1);

    private final LocalWork here;
    private final RemoteExecutions away;
    private final Ticker ticker;
    private final InstantSource time;

    Workload(LocalWork here, RemoteExecutions away, Ticker ticker, InstantSource time) {
        this.here = here;
        this.away = away;
        this.ticker = ticker;
        this.time = time;
    }

    /** Executions that run on this node. */
    int running() {
        return here.running();
    }

    /** Pending on this node, seen from its last measurement. */
    int here(Optional<Sample> sample) {
        Duration age = sample.map(known -> Duration.between(known.taken(), time.instant()))
                .filter(known -> !known.isNegative())
                .orElse(Duration.ZERO);
        return here.waiting() + here.runningSince(before(age.plus(SHOWN_AFTER)));
    }

    /** Pending at that peer, as far as this node can know. */
    int at(Peer peer) {
        int waiting = peer.load().map(Load::waiting).orElse(0);
        Duration age = peer.loadAge();
        return waiting + away.unseen(peer.node().id(), before(age), before(age.plus(SHOWN_AFTER)));
    }

    /** Whether this node has that many executions, or more, at that peer which went there within {@code age}. */
    boolean atLeast(int count, NodeId peer, Duration age) {
        return away.atLeast(count, peer, before(age));
    }

    private long before(Duration age) {
        return ticker.nanoTime() - age.toNanos();
    }
}
