// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.itests.gopeer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Bodies between nodes: JSON as it is, or encrypted (specification, section 2.2). */
sealed interface GoSeal {

    byte[] sealed(ObjectNode message) throws IOException;

    /**
     * The object in a body; empty where Go gives an error.
     *
     * @throws HandlerPanic where Go panics
     */
    Optional<ObjectNode> opened(byte[] body);

    /** No cipher. */
    record Plain() implements GoSeal {
        @Override
        public byte[] sealed(ObjectNode message) throws IOException {
            return Story.JSON.writeValueAsBytes(message);
        }

        @Override
        public Optional<ObjectNode> opened(byte[] body) {
            try {
                JsonNode tree = Story.JSON.readTree(body);
                return tree instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
            } catch (IOException notJson) {
                return Optional.empty();
            }
        }
    }

    /** AES-256-GCM under SHA-256 of the key file. */
    record Gcm(SecretKeySpec key) implements GoSeal {
        private static final int NONCE = 12;
        private static final int TAG_BITS = 128;
        private static final SecureRandom RANDOM = new SecureRandom();

        static Gcm under(Path keyFile) throws IOException, GeneralSecurityException {
            byte[] phrase = Files.readAllBytes(keyFile);
            return new Gcm(
                    new SecretKeySpec(MessageDigest.getInstance("SHA-256").digest(phrase), "AES"));
        }

        @Override
        public byte[] sealed(ObjectNode message) throws IOException {
            byte[] body = new byte[NONCE];
            RANDOM.nextBytes(body);
            try {
                byte[] secret = cipher(Cipher.ENCRYPT_MODE, body).doFinal(new Plain().sealed(message));
                byte[] whole = Arrays.copyOf(body, NONCE + secret.length);
                System.arraycopy(secret, 0, whole, NONCE, secret.length);
                return whole;
            } catch (GeneralSecurityException e) {
                throw new IOException("a body cannot be encrypted", e);
            }
        }

        @Override
        public Optional<ObjectNode> opened(byte[] body) {
            if (body.length > 0 && body.length < NONCE) {
                throw new HandlerPanic("slice bounds out of range: a body of " + body.length + " bytes");
            }
            try {
                byte[] secret = Arrays.copyOfRange(body, Math.min(NONCE, body.length), body.length);
                return new Plain().opened(cipher(Cipher.DECRYPT_MODE, body).doFinal(secret));
            } catch (GeneralSecurityException | IllegalArgumentException wrong) {
                return Optional.empty();
            }
        }

        private Cipher cipher(int mode, byte[] body) throws GeneralSecurityException {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, body, 0, Math.min(NONCE, body.length)));
            return cipher;
        }
    }
}
