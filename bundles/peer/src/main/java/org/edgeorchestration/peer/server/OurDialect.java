// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetAddress;
import java.util.Optional;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.peer.PeerAnswer;
import org.edgeorchestration.api.peer.PeerCall;
import org.edgeorchestration.peer.wire.EdgePeer;
import org.edgeorchestration.peer.wire.Json;
import org.edgeorchestration.peer.wire.PeerSeal;
import org.edgeorchestration.peer.wire.UnreadableBody;

/** Opens calls of nodes of this project, each once, and seals the answers. */
final class OurDialect {
    private static final int NOT_OPENED = 401;
    private static final int NOT_UNDERSTOOD = 400;

    private final NodeId self;
    private final Optional<PeerSeal> seal;
    private final Lives lives;
    private final Acquaintances acquaintances;
    private final Complaints complaints;

    /** @param seal the fleet's; without a key nothing can be opened */
    OurDialect(NodeId self, Optional<PeerSeal> seal, Lives lives, Acquaintances acquaintances, Complaints complaints) {
        this.self = self;
        this.seal = seal;
        this.lives = lives;
        this.acquaintances = acquaintances;
        this.complaints = complaints;
    }

    /**
     * A call whose sender has the key.
     *
     * @param header who it is, and which of its calls
     * @param json what it says
     */
    record Opened(EdgePeer header, ObjectNode json) {}

    /** Whether the call is of a node of this project, as it says. */
    static boolean speaks(PeerCall call) {
        return call.header(EdgePeer.LOWER_CASE_NAME).isPresent();
    }

    /** What a call says; it is taken once. */
    Opened open(PeerCall call) throws Unopened {
        Optional<EdgePeer> header = call.header(EdgePeer.LOWER_CASE_NAME).flatMap(EdgePeer::parse);
        if (header.isEmpty() || !header.get().receiverEpoch().equals(lives.epoch())) {
            throw new Unopened(notOpened());
        }
        Optional<byte[]> plain =
                seal.flatMap(cipher -> cipher.openCall(call.method(), call.path(), self, header.get(), call.bytes()));
        if (plain.isEmpty()) {
            InetAddress from = call.from().getAddress();
            complaints.once(
                    from,
                    "ours",
                    () -> acquaintances.sealedOtherwise(header.get().sender(), from));
        }
        if (plain.isEmpty() || !lives.takes(header.get())) {
            throw new Unopened(notOpened());
        }
        return understood(header.get(), plain.get());
    }

    /** A sealed answer. */
    PeerAnswer answer(Opened call, ObjectNode json) {
        return answer(call.header(), 200, json);
    }

    /** The answer to a call that opened but does not say what it should: sealed too, so that it can be believed. */
    PeerAnswer notUnderstood(Opened call) {
        return notUnderstood(call.header());
    }

    /** {@code answer} with a hint who gives it. */
    PeerAnswer withHint(PeerAnswer answer) {
        return seal.isPresent()
                ? Answers.with(answer, EdgePeer.NAME, new EdgePeer.Hint(self, lives.epoch()).toString())
                : answer;
    }

    private Opened understood(EdgePeer header, byte[] plain) throws Unopened {
        try {
            return new Opened(header, Json.read(plain));
        } catch (UnreadableBody e) {
            throw new Unopened(notUnderstood(header));
        }
    }

    private PeerAnswer notUnderstood(EdgePeer header) {
        return answer(header, NOT_UNDERSTOOD, Json.object());
    }

    private PeerAnswer notOpened() {
        return withHint(Answers.empty(NOT_OPENED));
    }

    private PeerAnswer answer(EdgePeer header, int status, ObjectNode json) {
        return Answers.of(status, seal.orElseThrow().sealAnswer(status, header, Json.bytes(json)));
    }
}
