// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs callbacks, so that a receiver can tell this node's from anybody's. */
final class Signature {
    /** The header that carries it: {@code sha256=} and the HMAC-SHA256 of the body in hexadecimal. */
    static final String HEADER = "Edge-Signature";

    private static final String ALGORITHM = "HmacSHA256";

    private final Optional<SecretKeySpec> key;

    /** @param secret shared with the receivers; empty for callbacks without a signature */
    Signature(String secret) {
        this.key = secret.isEmpty()
                ? Optional.empty()
                : Optional.of(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
    }

    /** The header's value for {@code body}; empty without a secret. */
    Optional<String> of(byte[] body) {
        return key.map(secret -> {
            try {
                Mac mac = Mac.getInstance(ALGORITHM);
                mac.init(secret);
                return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
            }
        });
    }
}
