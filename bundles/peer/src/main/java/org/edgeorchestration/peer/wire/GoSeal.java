// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.wire;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.edgeorchestration.api.node.SharedKey;

/**
 * The body cipher of the Go dialect (specification, section 2.2): AES-256-GCM under the SHA-256 of the key file, without associated
 * data. Nothing binds a body to a route, a direction or a time; who takes one must mind replays. Any thread.
 */
public final class GoSeal {
    /** How many bytes a sealed body is longer than what is in it. */
    public static final int OVERHEAD = AesGcm.OVERHEAD;

    /** How many bytes at the beginning of a sealed body are its nonce. */
    public static final int NONCE = AesGcm.NONCE;

    private static final byte[] NOTHING = {};

    private final AesGcm cipher;

    /** The cipher of a fleet with that key. */
    public GoSeal(SharedKey key) {
        cipher = new AesGcm(sha256(key.bytes()));
    }

    /**
     * Seals {@code plain}.
     *
     * @throws IllegalArgumentException when it is empty: Go nodes take no such body
     */
    public byte[] seal(byte[] plain) {
        if (plain.length == 0) {
            throw new IllegalArgumentException("the Go dialect has no sealed body without content");
        }
        return cipher.seal(plain, NOTHING);
    }

    /** What {@code body} holds; empty, after the same time, whatever is wrong with it. */
    public Optional<byte[]> open(byte[] body) {
        return cipher.open(body, NOTHING);
    }

    byte[] seal(byte[] plain, byte[] nonce) {
        return cipher.seal(plain, NOTHING, nonce);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
