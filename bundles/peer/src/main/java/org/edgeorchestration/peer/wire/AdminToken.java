// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.wire;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.edgeorchestration.api.node.NodeId;

/**
 * Makes the tokens that Go nodes in secure mode ask for on some routes (specification, section 7.3). Sent bare in {@code
 * Authorization}: with {@code Bearer} it would be rejected. Any thread.
 */
public final class AdminToken {
    private static final String HEADER = "{\"typ\":\"JWT\",\"alg\":\"HS256\"}";
    private static final Duration LASTS = Duration.ofHours(24);
    private static final String PREFIX = "edge-orchestration-";

    private final SecretKeySpec key;

    /** @param key the bytes of {@code passPhraseJWT.txt}, one at least */
    public AdminToken(byte[] key) {
        this.key = new SecretKeySpec(key, "HmacSHA256");
    }

    /**
     * A token of that node, good for a day from {@code now}. It does not say when it was issued: a Go node whose clock is only a little
     * behind would reject it, and a rejection looks like success.
     */
    public String at(Instant now, NodeId node) {
        long expires = now.plus(LASTS).getEpochSecond();
        String device = node.value().startsWith(PREFIX) ? node.value().substring(PREFIX.length()) : node.value();
        return signed("{\"exp\":" + expires + ",\"deviceid\":\"" + device + "\",\"aud\":\"Admin\"}");
    }

    String signed(String payload) {
        String content = base64(HEADER.getBytes(StandardCharsets.UTF_8))
                + '.'
                + base64(payload.getBytes(StandardCharsets.UTF_8));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return content + '.' + base64(mac.doFinal(content.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA256", e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
