// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.node.Ticker;

/**
 * Keeps an idle connection to each Go node that runs something for this one. Its host closes it when the node ends, however it does,
 * and then nobody listens there: so its end is noticed though it may be back before it is asked again, and it tells nobody what it ran.
 *
 * <p>A Go node never closes such a connection itself: its servers have no timeouts (specification, section 1.2). One that does still
 * listens, so it is not taken to have ended; nor is one whose connection was lost in another way.
 */
final class Lifelines implements AutoCloseable {
    /** So many connections at most; of further Go nodes only those ends are noticed that two questions in a row come upon. */
    static final int MOST = 64;

    /** So long one is kept that nothing is awaited of: mostly something will be soon. */
    static final Duration SPARE = Duration.ofSeconds(10);

    private final PeerTable table;
    private final GoExecutions executions;
    private final Lines lines;
    private final Ticker ticker;
    private final Map<NodeId, Lifeline> kept = new HashMap<>();
    private boolean closed;

    /** @param executions what is awaited of which node; is looked at when one has ended */
    Lifelines(PeerTable table, GoExecutions executions, Lines lines, Ticker ticker) {
        this.table = table;
        this.executions = executions;
        this.lines = lines;
        this.ticker = ticker;
    }

    /**
     * Looks at each once, without waiting.
     *
     * @return whether one was lost, so that its host will say very soon whether somebody listens there
     */
    boolean round() {
        List<KnownPeer> ended = new ArrayList<>();
        boolean anyLost = look(executions.awaited(), ended);
        ended.forEach(this::end);
        return anyLost;
    }

    private synchronized boolean look(Set<NodeId> awaited, List<KnownPeer> ended) {
        if (closed) {
            return false;
        }
        long now = ticker.nanoTime();
        awaited.forEach(id -> keep(id, now));
        boolean anyLost = false;
        for (Iterator<Lifeline> all = kept.values().iterator(); all.hasNext(); ) {
            Lifeline line = all.next();
            Optional<KnownPeer> peer = table.find(line.peer()).filter(line::isStillFor);
            if (peer.isEmpty() || line.isSpareFor(SPARE, now)) {
                line.close();
                all.remove();
            } else if (line.tellsOfAnEnd(now)) {
                ended.add(peer.get());
            } else {
                anyLost |= line.isBeingMadeAnew();
            }
        }
        return anyLost;
    }

    private void keep(NodeId id, long now) {
        Lifeline line = kept.get(id);
        if (line != null) {
            line.needed(now);
        } else if (kept.size() < MOST) {
            table.find(id)
                    .filter(Lifeline::canBeTo)
                    .ifPresent(peer ->
                            kept.put(id, new Lifeline(id, peer.contact().wire().endpoint(), lines, now)));
        }
    }

    /** What it had is looked at before it may be found gone: then it would only be looked at when it is back. */
    private void end(KnownPeer peer) {
        peer.ended();
        executions.look();
        peer.missed(new CallFailed(CallFailed.How.REFUSED, "nobody listens there", null));
    }

    @Override
    public synchronized void close() {
        closed = true;
        kept.values().forEach(Lifeline::close);
        kept.clear();
    }
}
