// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.wire;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.node.SharedKey;

/**
 * The body cipher between two nodes of this project ({@code doc/peer-wire.md}): a body is bound to its direction, route, receiver,
 * both lives and its call, and opens nowhere else. Any thread.
 */
public final class PeerSeal {
    private static final String LABEL = "edge-orchestration peer 1";

    private final AesGcm cipher;

    /** The cipher of a fleet with that key. */
    public PeerSeal(SharedKey key) {
        cipher = new AesGcm(hmac(key.bytes(), LABEL));
    }

    /**
     * Seals the body of a call.
     *
     * @param receiver the node that the call is for, and that alone can open it
     * @param header the call's header as it is sent
     */
    public byte[] sealCall(String method, String path, NodeId receiver, EdgePeer header, byte[] plain) {
        return cipher.seal(plain, call(method, path, receiver, header));
    }

    /** What the body of a call holds; empty when it was not sealed for just this call. */
    public Optional<byte[]> openCall(String method, String path, NodeId receiver, EdgePeer header, byte[] body) {
        return cipher.open(body, call(method, path, receiver, header));
    }

    /**
     * Seals the body of an answer.
     *
     * @param call the header of the call it answers
     */
    public byte[] sealAnswer(int status, EdgePeer call, byte[] plain) {
        return cipher.seal(plain, answer(status, call));
    }

    /** What the body of an answer holds; empty when it was not sealed for just this call. */
    public Optional<byte[]> openAnswer(int status, EdgePeer call, byte[] body) {
        return cipher.open(body, answer(status, call));
    }

    private static byte[] call(String method, String path, NodeId receiver, EdgePeer header) {
        return lines("call", method, path, receiver.value(), header.toString());
    }

    private static byte[] answer(int status, EdgePeer call) {
        return lines("answer", Integer.toString(status), call.toString());
    }

    private static byte[] lines(String... lines) {
        return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] hmac(byte[] key, String label) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(label.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA256", e);
        }
    }
}
