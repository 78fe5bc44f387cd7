// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.edgeorchestration.api.discovery.Sighting;
import org.edgeorchestration.api.discovery.Sighting.Dialect;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.node.Ticker;

/**
 * Which of two names counts at an address whose answers prove none, as a Go node's do not ({@code doc/peer-wire.md}): the first, until
 * there is a reason to believe that another node lives there now. Announcements alone are no such reason while the first name is
 * announced as well, since anybody can make them. {@link #heard} may be called by any thread, the rest by one.
 */
final class Names {
    /** A node says every minute where it is; one that has not said it for two has stopped. */
    static final Duration WITHDRAWN_AFTER = Duration.ofMinutes(2);

    /** How long the name in a call with the fleet's key is the only one that such calls can give an address. */
    static final Duration PROVED_FOR = Duration.ofMinutes(5);

    /** A node that comes up says so at once; what is said longer after an absence has nothing to do with it. */
    static final Duration ARRIVED_WITHIN = Duration.ofSeconds(30);

    // a node is met as soon as it says that it has come up
    private static final Duration SAID_BEFORE_MET = Duration.ofSeconds(5);

    // so that there is room for others beside those at the addresses of all peers
    private static final int MOST_CALLERS = 2 * PeerTable.MOST;

    private final Ticker ticker;
    private final Function<NodeId, Optional<Absence>> absences;
    private final Map<NodeId, Word> words = new HashMap<>();
    private final Map<InetAddress, Caller> callers = new HashMap<>();

    /** @param absences when a node was last not there; asked by any thread */
    Names(Ticker ticker, Function<NodeId, Optional<Absence>> absences) {
        this.ticker = ticker;
        this.absences = absences;
    }

    /**
     * The last that was announced under a name.
     *
     * @param listed whether it still is
     * @param spoken when it last asked for attention
     * @param since since when it has been listed, or not, with these addresses and so credibly
     */
    private record Word(Sighting sighting, boolean listed, long spoken, long since) {}

    /** Who a call with the key that came from an address said it is. */
    private record Caller(NodeId id, long at) {}

    /**
     * These names are announced now, and no others.
     *
     * @param known whose last words are kept
     */
    void announced(Collection<Sighting> sightings, Predicate<NodeId> known) {
        long now = ticker.nanoTime();
        Map<NodeId, Word> listed = new HashMap<>();
        sightings.forEach(sighting -> sighting.id()
                .ifPresent(id -> listed.put(id, after(Optional.ofNullable(words.get(id)), sighting, now))));
        words.keySet().removeIf(id -> !known.test(id));
        words.replaceAll((id, word) -> word.listed() ? new Word(word.sighting(), false, word.spoken(), now) : word);
        words.putAll(listed);
    }

    private static Word after(Optional<Word> last, Sighting sighting, long now) {
        Optional<Word> before = last.filter(Word::listed);
        long spoken = before.filter(word -> word.sighting().spoken() == sighting.spoken())
                .map(Word::spoken)
                .orElse(now);
        long since = before.filter(word -> word.sighting().sameAddresses(sighting)
                        && word.sighting().credible() == sighting.credible())
                .map(Word::since)
                .orElse(now);
        return new Word(sighting, true, spoken, since);
    }

    /**
     * A call with the fleet's key came from there. Whoever recorded one can send it again, but not from another's address; and, from
     * however many of its own, it makes nobody forget what was said where peers are.
     *
     * @param peers the addresses of all
     */
    void heard(NodeId id, InetAddress from, Supplier<Set<InetAddress>> peers) {
        long now = ticker.nanoTime();
        synchronized (callers) {
            if (callers.size() >= MOST_CALLERS) {
                callers.keySet().retainAll(peers.get());
            }
            Caller last = callers.get(from);
            if (last == null || last.id().equals(id) || !counts(last, now)) {
                callers.put(from, new Caller(id, now));
            }
        }
    }

    /** Another node is there now: what the last one called from there counts no longer, though nothing is known of it any more. */
    void gaveWay(NodeId id, InetAddress at) {
        synchronized (callers) {
            Caller last = callers.get(at);
            if (last != null && last.id().equals(id)) {
                callers.remove(at);
            }
        }
    }

    /** Whether {@code newcomer} counts at an address at which so far {@code holder} has. */
    boolean outweighs(NodeId newcomer, KnownPeer holder, InetAddress at) {
        if (holder.contact().wire().profile().ours()) {
            return false; // its answers prove its name
        }
        Optional<Caller> caller = caller(at);
        if (caller.isPresent()) {
            return caller.get().id().equals(newcomer);
        }
        Optional<Word> word = Optional.ofNullable(words.get(newcomer))
                .filter(Word::listed)
                .filter(said -> said.sighting().credible()
                        && !said.sighting().leaving()
                        && said.sighting().addresses().contains(at));
        return word.isPresent()
                && (hasWithdrawn(holder, at) || saidLater(word.get().spoken(), holder));
    }

    /** Who called from there with the key lately. */
    private Optional<Caller> caller(InetAddress at) {
        long now = ticker.nanoTime();
        synchronized (callers) {
            return Optional.ofNullable(callers.get(at)).filter(caller -> counts(caller, now));
        }
    }

    /** Not for ever, nor when whoever called has been away since. */
    private boolean counts(Caller caller, long now) {
        return !older(caller.at(), PROVED_FOR, now)
                && absences.apply(caller.id())
                        .filter(absence -> caller.at() - absence.noticed() <= 0)
                        .isEmpty();
    }

    /** Whether it was announced there once, but is no more; what others say of it from elsewhere anybody can. */
    private boolean hasWithdrawn(KnownPeer holder, InetAddress at) {
        if (holder.contact()
                .sighting()
                .filter(seen -> seen.dialect() != Dialect.NONE)
                .isEmpty()) {
            return false;
        }
        Optional<Word> word = Optional.ofNullable(words.get(holder.id()));
        boolean there = word.filter(Word::listed)
                .filter(said -> said.sighting().credible()
                        && said.sighting().addresses().contains(at))
                .isPresent();
        return !there
                && word.map(said -> older(said.since(), WITHDRAWN_AFTER, ticker.nanoTime()))
                        .orElse(true);
    }

    /**
     * Whether what was said at {@code spoken} is a reason to doubt that the holder is still who answers: it was said later than
     * everything that the holder said, and about when the holder was met though silent for long, or about when it was away.
     */
    private boolean saidLater(long spoken, KnownPeer holder) {
        Optional<Long> own = Optional.ofNullable(words.get(holder.id())).map(Word::spoken);
        boolean metInSilence =
                own.filter(said -> older(said, SAID_BEFORE_MET, holder.met())).isPresent();
        return own.map(said -> spoken - said > 0).orElse(true)
                && ((metInSilence && !older(holder.met(), ARRIVED_WITHIN, spoken))
                        || wasAwayWhen(spoken, holder.id(), own));
    }

    /** Whether it was away and has not asked for attention since, but somebody has who did so at {@code spoken}. */
    private boolean wasAwayWhen(long spoken, NodeId holder, Optional<Long> own) {
        return absences.apply(holder)
                .filter(absence -> spoken - absence.from() > 0 && !older(absence.to(), ARRIVED_WITHIN, spoken))
                // what it said just before it was missed it may have said before it ended
                .filter(absence ->
                        own.map(said -> said - absence.noticed() <= 0).orElse(true))
                .isPresent();
    }

    private static boolean older(long then, Duration age, long now) {
        return now - then > age.toNanos();
    }
}
