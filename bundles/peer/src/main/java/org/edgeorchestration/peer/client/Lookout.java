// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.edgeorchestration.api.discovery.Sighting;
import org.edgeorchestration.api.node.NodeId;

/**
 * Looks into what is claimed, and minds who is there. One thread decides; everything slow happens elsewhere and comes back to it.
 */
final class Lookout implements AutoCloseable {
    private static final Duration TICK = Duration.ofMillis(50);
    // many changes at once, as in a flood of announcements or of calls, share one look
    private static final Duration BEFORE_A_LOOK = Duration.ofMillis(10);
    // when the host of a lost connection has said whether somebody listens there, on any LAN
    private static final Duration AFTER_A_LOSS = Duration.ofMillis(5);

    private final PeerTable table;
    private final Admission admission;
    private final Inquiry inquiry;
    private final Vigil vigil;
    private final Lifelines lifelines;
    private final Course course;
    private final Sources sources;
    private final AtomicBoolean lookPlanned = new AtomicBoolean();
    private final Callers callers = new Callers();

    Lookout(PeerTable table, Admission admission, Inquiry inquiry, Vigil vigil, Lifelines lifelines, Course course) {
        this.table = table;
        this.admission = admission;
        this.inquiry = inquiry;
        this.vigil = vigil;
        this.lifelines = lifelines;
        this.course = course;
        this.sources = new Sources(this::planLook);
    }

    void start() {
        course.every(TICK, this::tick);
    }

    Sources sources() {
        return sources;
    }

    /** A call with the fleet's key came from there. Any thread. */
    void heard(NodeId id, InetAddress from) {
        admission.heard(id, from);
        boolean answers = table.find(id)
                .filter(peer -> peer.vitals().health() == Vitals.Health.READY)
                .isPresent();
        if (!answers && callers.add(new Callers.Caller(id, from))) {
            course.later(BEFORE_A_LOOK, this::attend);
        }
    }

    private void attend() {
        for (Callers.Caller caller : callers.take()) {
            table.find(caller.id())
                    .ifPresentOrElse(
                            peer -> vigil.heard(peer, caller.from()), () -> inquiry.heard(caller.id(), caller.from()));
        }
        tick();
    }

    /** A request doubts a peer, which is due to be probed now. Any thread. */
    void doubted() {
        course.now(vigil::round);
    }

    private void planLook() {
        if (lookPlanned.compareAndSet(false, true)) {
            course.later(BEFORE_A_LOOK, () -> {
                lookPlanned.set(false);
                look();
                tick();
            });
        }
    }

    private void look() {
        List<Sighting> sightings = sources.sightings();
        admission.announced(sightings);
        List<Sighting> unknown = new ArrayList<>();
        for (Sighting sighting : sightings) {
            sighting.id()
                    .flatMap(table::find)
                    .ifPresentOrElse(peer -> vigil.sighted(peer, sighting), () -> unknown.add(sighting));
        }
        inquiry.claimed(unknown);
    }

    private void tick() {
        table.sweep();
        if (lifelines.round()) {
            course.later(AFTER_A_LOSS, lifelines::round);
        }
        vigil.round();
        inquiry.round();
        if (table.hasForgotten()) {
            planLook();
        }
    }

    @Override
    public void close() {
        sources.close();
        lifelines.close();
    }
}
