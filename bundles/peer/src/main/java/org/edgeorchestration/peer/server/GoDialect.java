// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetAddress;
import java.util.Optional;
import org.edgeorchestration.api.peer.PeerAnswer;
import org.edgeorchestration.api.peer.PeerCall;
import org.edgeorchestration.peer.wire.Encoding;
import org.edgeorchestration.peer.wire.GoSeal;
import org.edgeorchestration.peer.wire.Json;
import org.edgeorchestration.peer.wire.UnreadableBody;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens bodies of Go nodes and answers in kind. Whatever cannot be opened gets the same answer (specification, section 2.3). */
final class GoDialect {
    private static final Logger LOG = LoggerFactory.getLogger(GoDialect.class);
    private static final int NOT_OPENED = 503;

    private final Optional<GoSeal> seal;
    private final boolean acceptsPlain;
    private final ReplayGuard replays;
    private final Complaints complaints;

    /** @param seal the fleet's; without a key nothing sealed can be opened */
    GoDialect(Optional<GoSeal> seal, boolean acceptsPlain, ReplayGuard replays, Complaints complaints) {
        this.seal = seal;
        this.acceptsPlain = acceptsPlain;
        this.replays = replays;
        this.complaints = complaints;
    }

    /**
     * A body.
     *
     * @param json what it holds
     * @param encoding how it came
     */
    record Opened(ObjectNode json, Encoding encoding) {}

    /** Whether a body could be read, but its plaintext is not let in. */
    boolean refuses(PeerCall call) {
        return !acceptsPlain && Encoding.of(call.bytes()) == Encoding.PLAIN;
    }

    /** What a body holds that may come as often as it likes. */
    Opened open(PeerCall call) throws Unopened {
        byte[] body = call.bytes();
        Encoding encoding = Encoding.of(body);
        Optional<byte[]> plain = encoding == Encoding.PLAIN ? plain(call, body) : unsealed(call, body);
        if (plain.isPresent()) {
            try {
                return new Opened(Json.read(plain.get()), encoding);
            } catch (UnreadableBody e) {
                LOG.debug("peer={} sent a body that is no JSON object", call.from());
            }
        }
        throw new Unopened(Answers.empty(NOT_OPENED));
    }

    /** What a body holds that must have an effect but once. */
    Opened openOnce(PeerCall call) throws Unopened {
        Opened opened = open(call);
        if (opened.encoding() == Encoding.SEALED && !replays.first(call.bytes())) {
            complain(call, "replay", "sent again what was sent before");
            throw new Unopened(Answers.empty(NOT_OPENED));
        }
        return opened;
    }

    /** An answer in the encoding of what it answers. */
    PeerAnswer answer(Opened question, ObjectNode json) {
        byte[] plain = Json.bytes(json);
        return Answers.of(
                200,
                question.encoding() == Encoding.PLAIN
                        ? plain
                        : seal.orElseThrow().seal(plain));
    }

    private Optional<byte[]> plain(PeerCall call, byte[] body) {
        if (acceptsPlain) {
            return Optional.of(body);
        }
        complain(
                call,
                "plain",
                "speaks plaintext, which anybody could: refused. Set plaintext.peers = accept to let it in");
        return Optional.empty();
    }

    private Optional<byte[]> unsealed(PeerCall call, byte[] body) {
        Optional<byte[]> plain = seal.flatMap(cipher -> cipher.open(body));
        if (plain.isEmpty() && seal.isPresent()) {
            complain(call, "sealed", "sends what cannot be opened: has it another key?");
        }
        return plain;
    }

    private void complain(PeerCall call, String cause, String what) {
        InetAddress from = call.from().getAddress();
        complaints.once(from, cause, () -> LOG.warn("peer={} {}", from.getHostAddress(), what));
    }
}
