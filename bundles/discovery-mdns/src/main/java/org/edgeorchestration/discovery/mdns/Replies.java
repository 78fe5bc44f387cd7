// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns;

import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.edgeorchestration.discovery.mdns.codec.Message;
import org.edgeorchestration.discovery.mdns.codec.Question;
import org.edgeorchestration.discovery.mdns.codec.ResourceRecord;

/** What this node says because somebody asked: in the Go dialect, in standard DNS-SD, or both. For one thread. */
final class Replies {
    /** Packets sent a second because somebody asked: no more than this makes this node a bad weapon against others. */
    private static final double TO_ONE = 10;

    private static final double TO_STRANGERS = 200;
    /** No record is multicast twice within a second (RFC 6762, section 6). */
    private static final Duration BETWEEN_ANSWERS = Duration.ofSeconds(1);

    private final Wire wire;
    private final Allowance allowance;
    private long lastAnswer;

    Replies(Wire wire, long now) {
        this.wire = wire;
        this.allowance = new Allowance(TO_ONE, TO_STRANGERS, now);
        this.lastAnswer = now - BETWEEN_ANSWERS.toNanos();
    }

    /**
     * Replies to a message where it is due.
     *
     * @param advertises whether it bears records of another node, which then wants this one's (specification, section 3.4, step 6)
     * @param familiar whether it came from somebody this node knows
     */
    void reply(
            Message message,
            boolean advertises,
            InetSocketAddress from,
            Announcement self,
            boolean familiar,
            long now) {
        boolean hearable = self.fitForIpv4() || !(from.getAddress() instanceof Inet4Address);
        if (message.questions().isEmpty() || !hearable || from.getPort() == 0) {
            return;
        }
        if (advertises && allowance.take(from.getAddress(), familiar, now)) {
            wire.to(from, Packet.of(self, seen -> seen.reply(message.id())));
        }
        if (message.isQuery()) {
            answer(message, from, self, familiar, now);
        }
    }

    private void answer(Message query, InetSocketAddress from, Announcement self, boolean familiar, long now) {
        Responder responder = new Responder(self.allRecords());
        List<Question> questions = responder.answerable(query);
        Predicate<ResourceRecord> asked = responder.asked(query);
        boolean simple = from.getPort() != Sockets.PORT;
        boolean alone = simple || questions.stream().allMatch(Question::unicast);
        if (questions.isEmpty()
                || responder.records().stream().noneMatch(asked)
                || (!alone && now - lastAnswer < BETWEEN_ANSWERS.toNanos())
                || !allowance.take(from.getAddress(), familiar, now)) {
            return;
        }
        if (alone) {
            Optional<Message> heeded = simple ? Optional.of(query) : Optional.empty();
            wire.to(from, Packet.of(self, seen -> seen.answer(asked, heeded)));
        } else {
            lastAnswer = now;
            wire.fromGroupPort(Packet.of(self, seen -> seen.answer(asked, Optional.empty())));
        }
    }
}
