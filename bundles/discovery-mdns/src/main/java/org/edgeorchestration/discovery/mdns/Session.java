// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.edgeorchestration.api.discovery.Sighting;
import org.edgeorchestration.api.node.LocalNode;
import org.edgeorchestration.api.node.Ticker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This node's presence on the network, from its first packet to its goodbye: the one thread that sends and receives. */
final class Session implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);
    /** Short enough that what changes is announced within a second. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
    /** The kernel may have forgotten a membership without telling. */
    private static final Duration BETWEEN_JOINS = Duration.ofSeconds(60);

    /** In a flood, packets are taken by the dozen: to wake up for each costs more than to pass it over. */
    private static final Duration FLOOD_PAUSE = Duration.ofMillis(2);

    private final Sockets sockets;
    private final Supplier<List<Attachment>> surroundings;
    private final Function<List<Attachment>, Announcement> description;
    private final BooleanSupplier able;
    private final Supplier<List<InetAddress>> outposts;
    private final Watchers watchers;
    private final Standby standby;
    private final Ticker ticker;
    private final Voice voice;
    private final Conversation conversation;
    private final Debut debut;
    private List<Attachment> attachments;
    private Announcement announcement;
    private long nextLook;
    private long nextJoin;
    private boolean news;
    private boolean stumbled;
    private volatile List<Sighting> sightings = List.of();
    private volatile boolean changed;
    private volatile boolean ending;

    /**
     * @param sockets closed by this session's end
     * @param surroundings where this node is now
     * @param description what it is now, there
     * @param able whether it can run anything now
     * @param outposts where there may be nodes that multicast does not reach
     */
    Session(
            Sockets sockets,
            Supplier<List<Attachment>> surroundings,
            Function<List<Attachment>, Announcement> description,
            BooleanSupplier able,
            Supplier<List<InetAddress>> outposts,
            Duration interval,
            LocalNode self,
            Watchers watchers,
            Standby standby,
            Ticker ticker) {
        this.sockets = sockets;
        this.surroundings = surroundings;
        this.description = description;
        this.able = able;
        this.outposts = outposts;
        this.watchers = watchers;
        this.standby = standby;
        this.ticker = ticker;
        this.attachments = surroundings.get();
        this.announcement = description.apply(attachments);
        this.voice = new Voice(announcement, interval, sockets, ticker, () -> ThreadLocalRandom.current()
                .nextDouble());
        this.conversation = new Conversation(voice, sockets, self::owns, ticker);
        this.debut = new Debut(ticker.nanoTime());
        this.nextLook = ticker.nanoTime() + BETWEEN_LOOKS.toNanos();
        this.nextJoin = ticker.nanoTime() + BETWEEN_JOINS.toNanos();
        sockets.attach(attachments);
    }

    List<Sighting> sightings() {
        return sightings;
    }

    /** Has the session look at once what this node is now; on any thread. */
    void change() {
        changed = true;
        sockets.wake();
    }

    /** Has the session say goodbye and end; on any thread. */
    void end() {
        ending = true;
        sockets.wake();
    }

    @Override
    public void run() {
        try (sockets) {
            while (!ending && !Thread.currentThread().isInterrupted()) {
                turn();
            }
            voice.end();
        } catch (IOException e) {
            LOG.error("Multicast DNS has failed; nodes are found by other means only", e);
        }
    }

    private void turn() throws IOException {
        if (!voice.hasBegun() && debut.isDue(able.getAsBoolean(), ticker.nanoTime())) {
            survive(this::look); // whatever comes of it
            voice.begin();
        }
        survive(() -> news |= conversation.goOn());
        tellNews();
        long nanos = Math.min(conversation.untilNext(), untilLook());
        sockets.receive(
                TimeUnit.NANOSECONDS.toMillis(Math.max(0, nanos) + 999_999),
                (from, packet) -> survive(() -> news |= conversation.hear(from, packet)));
        tellNews();
        if (conversation.wasFlooded()) {
            LockSupport.parkNanos(FLOOD_PAUSE.toNanos());
        }
        if (changed || nextLook - ticker.nanoTime() <= 0) {
            changed = false; // before the look: what changes during it is looked at again
            nextLook = ticker.nanoTime() + BETWEEN_LOOKS.toNanos();
            survive(this::look);
        }
    }

    /** Whoever was not here for that long has been given up by others, and does not know who is there now. */
    private boolean hasSlept() {
        boolean slept = standby.isOver();
        if (slept) {
            LOG.info("node={} Back from standby, or the clock was put forward: announced anew", announcement.id());
            sockets.join(attachments);
        }
        return slept;
    }

    private long untilLook() {
        long now = ticker.nanoTime();
        return voice.hasBegun() ? nextLook - now : Math.min(nextLook - now, debut.untilDue(now));
    }

    /** Neither a packet nor an executor that is just going may end discovery, whatever we have overlooked. */
    private void survive(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            if (!stumbled) {
                LOG.error("Multicast DNS goes on after an error; more of them will not be logged", e);
                stumbled = true;
            }
        }
    }

    private void tellNews() {
        if (news) {
            news = false;
            sightings = conversation.sightings();
            survive(watchers::tell);
        }
    }

    private void look() {
        List<Attachment> found = surroundings.get();
        Announcement described = description.apply(found);
        boolean slept = hasSlept();
        boolean mended = sockets.mend();
        if (!found.equals(attachments)) {
            LOG.info("node={} addresses={} were {}", described.id(), found, attachments);
            attachments = found;
            announcement = described;
            sockets.attach(found);
            voice.move(described);
        } else if (mended || slept) {
            announcement = described;
            voice.move(described);
        } else if (!described.equals(announcement)) {
            announcement = described;
            voice.become(described);
        }
        voice.reachOut(outposts.get());
        if (nextJoin - ticker.nanoTime() <= 0) {
            nextJoin = ticker.nanoTime() + BETWEEN_JOINS.toNanos();
            sockets.join(attachments);
        }
    }
}
