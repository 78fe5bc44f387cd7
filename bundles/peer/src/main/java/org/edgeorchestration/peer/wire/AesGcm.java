// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.wire;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256-GCM as both dialects lay it out: nonce (12 bytes), ciphertext, tag (16 bytes). Any thread. */
final class AesGcm {
    static final int NONCE = 12;
    static final int TAG = 16;
    static final int OVERHEAD = NONCE + TAG;

    /** Looking one up takes longer than sealing a message with it; more threads than this seldom seal at once. */
    private static final int IDLE_CIPHERS = 8;

    private final SecretKeySpec key;
    private final Queue<Cipher> idle = new ArrayBlockingQueue<>(IDLE_CIPHERS);
    private final SecureRandom random = new SecureRandom();

    /** @param key 32 bytes */
    AesGcm(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    byte[] seal(byte[] plain, byte[] associated) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        return seal(plain, associated, nonce);
    }

    /** For vectors: a nonce must never be used twice. */
    byte[] seal(byte[] plain, byte[] associated, byte[] nonce) {
        byte[] body = Arrays.copyOf(nonce, plain.length + OVERHEAD);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce, associated);
            cipher.doFinal(plain, 0, plain.length, body, NONCE);
            idle.offer(cipher);
            return body;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot seal with AES-256-GCM", e);
        }
    }

    /**
     * What was sealed; empty when it was not sealed like this. One that is too short is tried as well, so that it takes no less
     * time to refuse it.
     */
    Optional<byte[]> open(byte[] body, byte[] associated) {
        byte[] whole = body.length < OVERHEAD ? Arrays.copyOf(body, OVERHEAD) : body;
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(whole, NONCE), associated);
            byte[] plain = cipher.doFinal(whole, NONCE, whole.length - NONCE);
            idle.offer(cipher);
            return body.length < OVERHEAD ? Optional.empty() : Optional.of(plain);
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot open AES-256-GCM", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, byte[] associated) throws GeneralSecurityException {
        Cipher free = idle.poll();
        Cipher cipher = free == null ? Cipher.getInstance("AES/GCM/NoPadding") : free;
        cipher.init(mode, key, new GCMParameterSpec(TAG * Byte.SIZE, nonce));
        cipher.updateAAD(associated);
        return cipher;
    }
}
