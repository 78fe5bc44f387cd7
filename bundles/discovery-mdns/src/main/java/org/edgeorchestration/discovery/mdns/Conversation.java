// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import org.edgeorchestration.api.discovery.Sighting;
import org.edgeorchestration.api.node.Ticker;
import org.edgeorchestration.discovery.mdns.codec.Decoded;
import org.edgeorchestration.discovery.mdns.codec.Message;
import org.edgeorchestration.discovery.mdns.codec.MessageReader;
import org.edgeorchestration.discovery.mdns.codec.MessageWriter;
import org.edgeorchestration.discovery.mdns.codec.Question;
import org.edgeorchestration.discovery.mdns.codec.ResourceRecord;

/**
 * What is said and what is made of what is heard, without sockets and threads. It listens from the start, and says nothing before it is
 * told to {@link #begin}. For one thread.
 */
final class Conversation {
    /** Packets read a second; the busiest honest sources are repeaters. */
    private static final double READ_OF_ONE = 50;

    private static final double READ_OF_STRANGERS = 200;
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final Wire wire;
    private final Ticker ticker;
    private final Predicate<InetAddress> isOwn;
    private final Rhythm rhythm;
    private final Allowance reading;
    private final Outposts outposts;
    private final Replies replies;
    private final Complaints complaints;
    private final Neighbourhood neighbourhood = new Neighbourhood();
    /** In a multicast query an id has no meaning (RFC 6762, section 18.1), so this node may know its own questions by it. */
    private final int ownQuestions = ThreadLocalRandom.current().nextInt(1, 1 << 16);

    private Announcement announcement;
    private long nextLook;
    private boolean begun;
    private boolean flooded;

    Conversation(Announcement self, Duration interval, Wire wire, Predicate<InetAddress> isOwn, Ticker ticker) {
        long now = ticker.nanoTime();
        this.announcement = self;
        this.wire = wire;
        this.isOwn = isOwn;
        this.ticker = ticker;
        this.rhythm = new Rhythm(interval, () -> ThreadLocalRandom.current().nextDouble(), now);
        this.reading = new Allowance(READ_OF_ONE, READ_OF_STRANGERS, now);
        this.outposts = new Outposts();
        this.replies = new Replies(wire, now);
        this.complaints = new Complaints(now);
        this.nextLook = now;
    }

    /** Everybody who was heard of, but this node. */
    List<Sighting> sightings() {
        return neighbourhood.sightings();
    }

    /** This node is told of from now on, and asks who else is there. */
    void begin() {
        begun = true;
        rhythm.moved(ticker.nanoTime());
    }

    /** Whether this node is told of. */
    boolean hasBegun() {
        return begun;
    }

    /** This node is another one from now on: announces that. */
    void become(Announcement self) {
        announcement = self;
        if (begun) {
            rhythm.changed(ticker.nanoTime());
        }
    }

    /** This node's interfaces have changed: announces it there, and asks who is there. */
    void move(Announcement self) {
        announcement = self;
        if (begun) {
            rhythm.moved(ticker.nanoTime());
        }
    }

    /** At these addresses there may be nodes that multicast does not reach: they are advertised to one by one. */
    void reachOut(Collection<InetAddress> addresses) {
        outposts.are(addresses, ticker.nanoTime());
    }

    /** Says what is due, and forgets whom it is time to forget; whether {@link #sightings()} has changed. */
    boolean goOn() {
        long now = ticker.nanoTime();
        boolean look = nextLook - now <= 0;
        if (begun) {
            say(look && neighbourhood.hasSilent(now), now);
        }
        if (look) {
            nextLook = now + BETWEEN_LOOKS.toNanos();
        }
        return look && neighbourhood.forgetSilent(now);
    }

    private void say(boolean missesSomebody, long now) {
        boolean news = rhythm.announces(now);
        if (news) {
            wire.fromEachAddress(announcement.advertisement());
            wire.fromGroupPort(announcement.announcement());
        }
        boolean minute = rhythm.advertises(now);
        if (minute) {
            wire.fromEachAddress(announcement.advertisement());
        }
        if (rhythm.browses(missesSomebody, now)) {
            wire.fromGroupPort(browse());
        }
        if (announcement.fitForIpv4()) {
            outposts.due(news || minute, neighbourhood::isFamiliar, now)
                    .forEach(address -> wire.fromEachAddress(announcement.advertisement(), address));
        }
    }

    /** Nanoseconds until {@link #goOn()} has something to do; 0 or less when it has now. */
    long untilNext() {
        long now = ticker.nanoTime();
        if (!begun) {
            return nextLook - now;
        }
        long outpost = announcement.fitForIpv4() ? outposts.untilNext(now) : Long.MAX_VALUE;
        return Math.min(Math.min(rhythm.untilNext(now), outpost), nextLook - now);
    }

    /** Says that this node leaves, if anybody was told that it is here. */
    void end() {
        if (begun) {
            wire.fromGroupPort(announcement.goodbye());
            outposts.all().forEach(address -> wire.fromEachAddress(announcement.goodbye(), address));
        }
    }

    /** Whether packets were passed over since this was last asked. */
    boolean wasFlooded() {
        boolean was = flooded;
        flooded = false;
        return was;
    }

    /** Takes a packet; whether {@link #sightings()} has changed. */
    boolean hear(InetSocketAddress from, ByteBuffer packet) {
        long now = ticker.nanoTime();
        InetAddress source = from.getAddress();
        if (!reading.take(source, neighbourhood.isFamiliar(source), now)) {
            flooded = true;
            return false;
        }
        Decoded decoded = MessageReader.read(packet);
        if (decoded instanceof Decoded.Understood understood) {
            return hear(from, understood.message(), now);
        }
        complaints.complain(source, "A packet is not used: " + ((Decoded.Garbage) decoded).why(), now);
        return false;
    }

    private boolean hear(InetSocketAddress from, Message message, long now) {
        InetAddress source = from.getAddress();
        List<Claim> claims = Claim.of(message, source);
        if (isOwn.test(source) && isEcho(message, claims)) {
            return false;
        }
        boolean changed = false;
        boolean others = false;
        for (Claim claim : claims) {
            if (isSelf(claim)) {
                ownName(claim, source, now);
            } else {
                others = true;
                changed |= learn(claim, source, now);
            }
        }
        if (begun) {
            replies.reply(message, others, from, announcement, neighbourhood.isFamiliar(source), now);
        }
        return changed;
    }

    /** What this node says to everybody, it hears itself. */
    private boolean isEcho(Message message, List<Claim> claims) {
        return (message.isQuery() && message.id() == ownQuestions)
                || claims.stream().anyMatch(this::isSelf);
    }

    private boolean isSelf(Claim claim) {
        return claim.id().value().equalsIgnoreCase(announcement.id().value());
    }

    private boolean learn(Claim claim, InetAddress source, long now) {
        Neighbourhood.Effect effect = neighbourhood.hear(claim, source, now);
        if (effect == Neighbourhood.Effect.NO_ROOM) {
            complaints.complain(source, "It announces more nodes than there is room for", now);
        }
        return effect == Neighbourhood.Effect.CHANGED;
    }

    /** Copied state directories happen; without this line nobody would find out. */
    private void ownName(Claim claim, InetAddress source, long now) {
        if (claim.addresses().contains(source)) {
            complaints.complain(
                    source, "It announces itself with this node's id; each node needs a device id of its own", now);
        }
    }

    /** Without known answers: they would be records of other nodes, of which Go nodes must not hear in part. */
    private byte[] browse() {
        Question question = new Question(Names.SERVICE, ResourceRecord.Ptr.TYPE, false);
        return MessageWriter.plain(new Message(ownQuestions, 0, List.of(question), List.of(), List.of(), List.of()));
    }
}
