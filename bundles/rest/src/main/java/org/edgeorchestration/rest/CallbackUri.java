// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The form of a callback receiver's address. */
final class CallbackUri {
    private static final int MAX_LENGTH = 2_048;
    private static final Set<String> SCHEMES = Set.of("http", "https");

    private CallbackUri() {}

    /** An absolute {@code http} or {@code https} URI with a host and without user information; empty for anything else. */
    static Optional<URI> parse(String text) {
        if (text.length() > MAX_LENGTH || text.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            return Optional.empty();
        }
        try {
            return Optional.of(new URI(text)).filter(CallbackUri::complete);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static boolean complete(URI uri) {
        return uri.getScheme() != null
                && SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT))
                && uri.getHost() != null
                && uri.getRawUserInfo() == null
                && port(uri) >= 1
                && port(uri) <= 65_535;
    }

    /** The port that is meant, written or not. */
    static int port(URI uri) {
        if (uri.getPort() != -1) {
            return uri.getPort();
        }
        return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }
}
