// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.edgeorchestration.api.discovery.Sighting;
import org.edgeorchestration.api.node.Ticker;
import org.edgeorchestration.discovery.mdns.codec.Decoded;
import org.edgeorchestration.discovery.mdns.codec.Message;
import org.edgeorchestration.discovery.mdns.codec.MessageReader;

/**
 * What is made of what is heard, and what is said because of it, without sockets and threads. It listens from the start, and replies once
 * the {@link Voice} has begun. For one thread.
 */
final class Conversation {
    /** Packets read a second; the busiest honest sources are repeaters. */
    private static final double READ_OF_ONE = 50;

    private static final double READ_OF_STRANGERS = 200;
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final Ticker ticker;
    private final Predicate<InetAddress> isOwn;
    private final Voice voice;
    private final Allowance reading;
    private final Replies replies;
    private final Complaints complaints;
    private final Neighbourhood neighbourhood = new Neighbourhood();
    private long nextLook;
    private boolean flooded;

    Conversation(Voice voice, Wire wire, Predicate<InetAddress> isOwn, Ticker ticker) {
        long now = ticker.nanoTime();
        this.voice = voice;
        this.isOwn = isOwn;
        this.ticker = ticker;
        this.reading = new Allowance(READ_OF_ONE, READ_OF_STRANGERS, now);
        this.replies = new Replies(wire, now);
        this.complaints = new Complaints(now);
        this.nextLook = now;
    }

    /** Everybody who was heard of, but this node. */
    List<Sighting> sightings() {
        return neighbourhood.sightings();
    }

    /** Says what is due, and forgets whom it is time to forget; whether {@link #sightings()} has changed. */
    boolean goOn() {
        long now = ticker.nanoTime();
        boolean look = nextLook - now <= 0;
        voice.say(look && neighbourhood.hasSilent(now), neighbourhood::isFamiliar);
        if (look) {
            nextLook = now + BETWEEN_LOOKS.toNanos();
        }
        return look && neighbourhood.forgetSilent(now);
    }

    /** Nanoseconds until {@link #goOn()} has something to do; 0 or less when it has now. */
    long untilNext() {
        return Math.min(voice.untilNext(), nextLook - ticker.nanoTime());
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
        if (voice.hasBegun()) {
            replies.reply(message, others, from, voice.self(), neighbourhood.isFamiliar(source), now);
        }
        return changed;
    }

    /** What this node says to everybody, it hears itself. */
    private boolean isEcho(Message message, List<Claim> claims) {
        return voice.asked(message) || claims.stream().anyMatch(this::isSelf);
    }

    private boolean isSelf(Claim claim) {
        return claim.id().value().equalsIgnoreCase(voice.self().id().value());
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
}
