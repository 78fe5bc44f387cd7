// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.Predicate;
import org.edgeorchestration.api.node.Ticker;
import org.edgeorchestration.discovery.mdns.codec.Message;
import org.edgeorchestration.discovery.mdns.codec.MessageWriter;
import org.edgeorchestration.discovery.mdns.codec.Question;
import org.edgeorchestration.discovery.mdns.codec.RecordData;

/** What this node says unasked. It says nothing before it is told to {@link #begin}. For one thread. */
final class Voice {
    private final Wire wire;
    private final Ticker ticker;
    private final Rhythm rhythm;
    private final Outposts outposts = new Outposts();
    /** In a multicast query an id has no meaning (RFC 6762, section 18.1), so this node may know its own questions by it. */
    private final int ownQuestions;

    private Announcement self;
    private boolean begun;

    /** @param random numbers from 0 to 1, so that nodes started together do not speak together */
    Voice(Announcement self, Duration interval, Wire wire, Ticker ticker, DoubleSupplier random) {
        this.self = self;
        this.wire = wire;
        this.ticker = ticker;
        this.ownQuestions = 1 + (int) (random.getAsDouble() * ((1 << 16) - 1));
        this.rhythm = new Rhythm(interval, random, ticker.nanoTime());
    }

    /** What this node is now. */
    Announcement self() {
        return self;
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
    void become(Announcement another) {
        self = another;
        if (begun) {
            rhythm.changed(ticker.nanoTime());
        }
    }

    /** This node's interfaces have changed: announces it there, and asks who is there. */
    void move(Announcement another) {
        self = another;
        if (begun) {
            rhythm.moved(ticker.nanoTime());
        }
    }

    /** At these addresses there may be nodes that multicast does not reach: they are advertised to one by one. */
    void reachOut(Collection<InetAddress> addresses) {
        outposts.are(addresses, ticker.nanoTime());
    }

    /**
     * Says what is due.
     *
     * @param missesSomebody whether somebody should be asked after
     * @param heard whether an address was heard of lately
     */
    void say(boolean missesSomebody, Predicate<InetAddress> heard) {
        long now = ticker.nanoTime();
        if (!begun) {
            return;
        }
        boolean news = rhythm.announces(now);
        boolean minute = rhythm.advertises(now);
        Packet advertisement = Packet.of(self, Announcement::advertisement);
        if (news || minute) {
            wire.fromEachAddress(advertisement);
        }
        if (news) {
            wire.fromGroupPort(Packet.of(self, Announcement::announcement));
        }
        if (rhythm.browses(missesSomebody, now)) {
            byte[] question = question();
            wire.fromGroupPort(anywhere -> question);
        }
        if (self.fitForIpv4()) {
            outposts.due(news || minute, heard, now).forEach(address -> wire.fromEachAddress(advertisement, address));
        }
    }

    /** Nanoseconds until {@link #say} has something to say; 0 or less when it has now. */
    long untilNext() {
        long now = ticker.nanoTime();
        if (!begun) {
            return Long.MAX_VALUE;
        }
        return self.fitForIpv4() ? Math.min(rhythm.untilNext(now), outposts.untilNext(now)) : rhythm.untilNext(now);
    }

    /** Says that this node leaves, if anybody was told that it is here. */
    void end() {
        if (begun) {
            Packet goodbye = Packet.of(self, Announcement::goodbye);
            wire.fromGroupPort(goodbye);
            outposts.all().forEach(address -> wire.fromEachAddress(goodbye, address));
        }
    }

    /** Whether that is a question of {@link #say}. */
    boolean asked(Message message) {
        return message.isQuery() && message.id() == ownQuestions;
    }

    /** Without known answers: they would be records of other nodes, of which Go nodes must not hear in part. */
    private byte[] question() {
        Question question = new Question(Names.SERVICE, RecordData.Ptr.TYPE, false);
        return MessageWriter.plain(new Message(ownQuestions, 0, List.of(question), List.of(), List.of(), List.of()));
    }
}
