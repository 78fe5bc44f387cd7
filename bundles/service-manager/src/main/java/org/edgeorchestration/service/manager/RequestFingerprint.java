// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.edgeorchestration.api.service.ServiceRequest;

/**
 * Tells whether two requests ask for the same, without keeping them: 32 bytes stand for up to 64 KiB. The idempotency key is not part
 * of it.
 *
 * @param sha256 in hexadecimal
 */
record RequestFingerprint(String sha256) {

    static RequestFingerprint of(ServiceRequest request) {
        Hash hash = new Hash();
        hash.text(request.serviceName());
        hash.number(request.variants().size());
        request.variants().forEach(variant -> {
            hash.text(variant.type().name());
            hash.texts(variant.command());
        });
        hash.number(request.selfSelection() ? 1 : 0);
        hash.optional(request.requester());
        hash.optional(request.statusCallback().map(Object::toString));
        return new RequestFingerprint(HexFormat.of().formatHex(hash.digest.digest()));
    }

    /** Every text goes in with its length before it, so that no two requests run into the same bytes. */
    private static final class Hash {
        private final MessageDigest digest;

        Hash() {
            try {
                digest = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }

        void number(int number) {
            for (int shift = 24; shift >= 0; shift -= 8) {
                digest.update((byte) (number >>> shift));
            }
        }

        /** Character by character, because every charset turns all lone surrogates into the same replacement. */
        void text(String text) {
            number(text.length());
            ByteBuffer bytes = ByteBuffer.allocate(text.length() * Character.BYTES);
            bytes.asCharBuffer().put(text);
            digest.update(bytes);
        }

        void texts(List<String> texts) {
            number(texts.size());
            texts.forEach(this::text);
        }

        void optional(Optional<String> text) {
            texts(text.stream().toList());
        }
    }
}
