// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.node.SharedKey;
import org.junit.jupiter.api.Test;

class PeerSealTest {
    private static final PeerSeal SEAL = seal("key");
    private static final NodeId A = new NodeId("node-a");
    private static final NodeId B = new NodeId("node-b");
    private static final Epoch OF_A = Epoch.random();
    private static final Epoch OF_B = Epoch.random();
    private static final EdgePeer CALL = new EdgePeer(A, OF_A, OF_B, 7);
    private static final String PATH = "/api/v1/servicemgr/services";
    private static final byte[] TEXT = "{}".getBytes(StandardCharsets.UTF_8);

    @Test
    void opensACallThatWasSealedForIt() {
        assertThat(SEAL.openCall("POST", PATH, B, CALL, call())).hasValue(TEXT);
    }

    @Test
    void opensACallNowhereElse() {
        assertThat(seal("key\n").openCall("POST", PATH, B, CALL, call())).isEmpty();
        assertThat(SEAL.openCall("GET", PATH, B, CALL, call())).isEmpty();
        assertThat(SEAL.openCall("POST", PATH + "/", B, CALL, call())).isEmpty();
        assertThat(SEAL.openCall("POST", PATH, A, CALL, call())).isEmpty();
        assertThat(SEAL.openCall("POST", PATH, B, new EdgePeer(B, OF_A, OF_B, 7), call()))
                .isEmpty();
        assertThat(SEAL.openCall("POST", PATH, B, new EdgePeer(A, OF_B, OF_B, 7), call()))
                .isEmpty();
        assertThat(SEAL.openCall("POST", PATH, B, new EdgePeer(A, OF_A, OF_A, 7), call()))
                .isEmpty();
        assertThat(SEAL.openCall("POST", PATH, B, new EdgePeer(A, OF_A, OF_B, 8), call()))
                .isEmpty();
        assertThat(SEAL.openAnswer(200, CALL, call())).isEmpty();
    }

    @Test
    void opensAnAnswerToItsCallOnly() {
        byte[] answer = SEAL.sealAnswer(200, CALL, TEXT);
        assertThat(SEAL.openAnswer(200, CALL, answer)).hasValue(TEXT);
        assertThat(SEAL.openAnswer(400, CALL, answer)).isEmpty();
        assertThat(SEAL.openAnswer(200, new EdgePeer(A, OF_A, OF_B, 8), answer)).isEmpty();
        assertThat(SEAL.openCall("POST", PATH, B, CALL, answer)).isEmpty();
    }

    @Test
    void hasAnotherKeyThanTheGoDialect() {
        assertThat(new GoSeal(new SharedKey("key".getBytes(StandardCharsets.UTF_8))).open(call()))
                .isEmpty();
    }

    @Property
    void opensNoGarbage(@ForAll @Size(max = 300) byte[] body) {
        assertThat(SEAL.openCall("POST", PATH, B, CALL, body)).isEmpty();
        assertThat(SEAL.openAnswer(200, CALL, body)).isEmpty();
    }

    private static byte[] call() {
        return SEAL.sealCall("POST", PATH, B, CALL, TEXT);
    }

    private static PeerSeal seal(String key) {
        return new PeerSeal(new SharedKey(key.getBytes(StandardCharsets.UTF_8)));
    }
}
