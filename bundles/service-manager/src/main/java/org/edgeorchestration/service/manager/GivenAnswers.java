// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.Refusal;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.node.Ticker;
import org.edgeorchestration.api.peer.Origin;
import org.edgeorchestration.api.peer.Reception;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The answers this node gave to other nodes' orders, and those it is about to give. Each is kept for at least as long as its order
 * may come again, however many there are: an answer that is forgotten too early is an order that runs twice. Bounded: when there
 * is no room, no order is taken. Any thread; the lock guards the memory only, and nobody else works under it.
 */
final class GivenAnswers {
    /** Longer than a node {@linkplain Doubts#GIVEN_UP_AFTER repeats} an order, its last deadline included. */
    static final Duration AT_LEAST = Duration.ofSeconds(15);

    /** Answers kept at most; some 400 bytes each, and a refusal's reason. */
    static final int MOST = 16_384;

    /** Of a refusal's reason, which may quote the order's longest word, so many characters are kept. */
    static final int LONGEST_REASON = 200;

    /** So many are kept however old they are. */
    private static final int ANYWAY = 4_096;

    private static final Refusal TOO_MANY = Refusal.busy(
            "this node has taken so many orders in the last seconds that it could not tell a repeated one");

    private static final Logger LOG = LoggerFactory.getLogger(GivenAnswers.class);

    private final Function<ExecutionId, Optional<Client>> clients;
    private final Duration wait;
    private final Ticker ticker;
    private final Map<ExecutionId, Answer> byAge = new LinkedHashMap<>();

    /** From whom an order came, and what it was told, or will be. */
    private record Answer(
            Optional<NodeId> node, InetAddress address, CompletableFuture<Reception> reception, long since) {

        boolean from(Origin origin) {
            return same(node, address, origin);
        }

        /** A refused order may come again on behalf of somebody who does not hear that, and is then a new one. */
        boolean answers(Origin again) {
            return from(again) && (again.hearsRefusals() || !refused());
        }

        private boolean refused() {
            return reception.isDone()
                    && !reception.isCompletedExceptionally()
                    && reception.join() instanceof Reception.Refused;
        }
    }

    /**
     * @param clients on whose behalf the execution of that id lives, or has lived, if this node has it on record; must not call back
     * @param wait how long an order that came again waits for the first one's answer
     */
    GivenAnswers(Function<ExecutionId, Optional<Client>> clients, Duration wait, Ticker ticker) {
        this.clients = clients;
        this.wait = wait;
        this.ticker = ticker;
    }

    /**
     * The answer to an order: the first one's, where it has come before; its own, where not.
     *
     * @param decide completes the answer, on this thread, as soon as it is certain; called for the first one only
     * @throws IllegalStateException when the first one's answer is not known in time. Whoever asked must stay in doubt: the order
     *     may still begin
     */
    Reception to(ExecutionId id, Origin origin, Consumer<CompletableFuture<Reception>> decide) {
        CompletableFuture<Reception> own = new CompletableFuture<>();
        CompletableFuture<Reception> valid = valid(id, origin, own);
        if (valid == own) {
            try {
                decide.accept(own);
            } finally {
                if (!own.isDone()) {
                    own.completeExceptionally(new IllegalStateException("the order of execution " + id + " broke"));
                }
            }
        }
        return awaited(id, valid);
    }

    /** {@code own}, when nobody gave or prepares an answer to that order: from now on it is the one that counts. */
    private synchronized CompletableFuture<Reception> valid(
            ExecutionId id, Origin origin, CompletableFuture<Reception> own) {
        Optional<Answer> first = Optional.ofNullable(byAge.get(id));
        if (first.filter(answer -> answer.answers(origin)).isPresent()) {
            return first.get().reception();
        }
        if (first.filter(answer -> !answer.from(origin)).isPresent()) {
            return CompletableFuture.completedFuture(taken(id, origin));
        }
        Optional<Client> client = clients.apply(id);
        if (client.isPresent()) {
            return CompletableFuture.completedFuture(
                    isOf(client.get(), origin) ? new Reception.Accepted() : taken(id, origin));
        }
        if (room()) {
            byAge.remove(id);
            byAge.put(
                    id,
                    new Answer(
                            origin.node(), origin.address(), own.thenApply(GivenAnswers::inBrief), ticker.nanoTime()));
            forgetOld();
        } else if (origin.hearsRefusals()) {
            return CompletableFuture.completedFuture(new Reception.Refused(TOO_MANY));
        } // else it got its id on this side of the wire and never comes again: it displaces nobody's
        return own;
    }

    /** Its answer is forgotten, because it comes very late, as after a node's standby; but the execution is still on record. */
    private static boolean isOf(Client client, Origin origin) {
        return client.origin()
                .filter(first -> same(first.node(), first.address(), origin))
                .isPresent();
    }

    /** A node that proves who it is may have several addresses; another is known by its address only. */
    private static boolean same(Optional<NodeId> node, InetAddress address, Origin origin) {
        return node.equals(origin.node()) && (node.isPresent() || address.equals(origin.address()));
    }

    private static Reception inBrief(Reception reception) {
        return reception instanceof Reception.Refused refused
                        && refused.refusal().reason().length() > LONGEST_REASON
                ? new Reception.Refused(inBrief(refused.refusal()))
                : reception;
    }

    private static Refusal inBrief(Refusal refusal) {
        boolean amidCharacter = Character.isHighSurrogate(refusal.reason().charAt(LONGEST_REASON - 1));
        String begin = refusal.reason().substring(0, amidCharacter ? LONGEST_REASON - 1 : LONGEST_REASON);
        return new Refusal(refusal.kind(), refusal.message(), begin + "…");
    }

    /** Never so for a node that does not hear refusals: the ids of its orders are made on this side of the wire. */
    private static Reception taken(ExecutionId id, Origin origin) {
        LOG.warn("execution={} origin={} orders what is another one's already", id, origin.address());
        return origin.hearsRefusals()
                ? new Reception.Refused(Refusal.malformed("another execution has the id " + id))
                : new Reception.Accepted();
    }

    private boolean room() {
        if (byAge.size() >= MOST) {
            forgetOld();
        }
        return byAge.size() < MOST;
    }

    private void forgetOld() {
        long now = ticker.nanoTime();
        Iterator<Answer> oldest = byAge.values().iterator();
        while (byAge.size() > ANYWAY && oldest.hasNext()) {
            Answer next = oldest.next();
            if (now - next.since < AT_LEAST.toNanos()) {
                return;
            }
            if (next.reception.isDone()) { // else its order may still begin
                oldest.remove();
            }
        }
    }

    private Reception awaited(ExecutionId id, CompletableFuture<Reception> first) {
        try {
            return first.get(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("execution " + id + ": its executor still looks at the order", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("execution " + id + ": this node is stopping", e);
        }
    }
}
