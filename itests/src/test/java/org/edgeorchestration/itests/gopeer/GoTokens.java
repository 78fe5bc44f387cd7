// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.itests.gopeer;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The filter of secure mode: whom it does not know by a token it answers 200, and does nothing (specification, section 7.3). */
final class GoTokens {

    /** What needs no token. The path of a notification is meant to be here too, but with its parameter's name in it. */
    private static final Set<String> EXEMPT =
            Set.of("/api/v1/ping", "/api/v1/servicemgr/services", "/api/v1/scoringmgr/score");

    private final Optional<byte[]> passphrase;

    private GoTokens(Optional<byte[]> passphrase) {
        this.passphrase = passphrase;
    }

    /** @param file with the passphrase of tokens; without it no token is good */
    static GoTokens under(Optional<Path> file) throws IOException {
        return new GoTokens(file.isPresent() ? Optional.of(Files.readAllBytes(file.get())) : Optional.empty());
    }

    boolean admit(String path, Optional<String> authorization) {
        return EXEMPT.contains(path) || authorization.filter(this::isAdmins).isPresent();
    }

    private boolean isAdmins(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3 || passphrase.isEmpty()) {
            return false;
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(passphrase.get(), "HmacSHA256"));
            byte[] expected = mac.doFinal((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            JsonNode claims = Story.JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
            long expiry = claims.path("exp").asLong(Long.MAX_VALUE);
            return MessageDigest.isEqual(expected, Base64.getUrlDecoder().decode(parts[2]))
                    && Instant.now().getEpochSecond() < expiry
                    && claims.path("aud").isTextual()
                    && claims.path("aud").asText().equals("Admin");
        } catch (GeneralSecurityException | IOException | IllegalArgumentException bad) {
            return false;
        }
    }
}
