// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the pages of other sites from using a browser on this host as their hand: a page may send {@code text/plain} to
 * {@code localhost} without asking, and by DNS rebinding even under its own name. Programs that are no browsers send none
 * of the headers looked at here and are never refused.
 */
final class Browsers {
    private static final Set<String> OWN_SITE = Set.of("same-origin", "none");
    private static final Pattern LOCAL_NAME = Pattern.compile("[^.]+|.+\\.(local|localhost|lan|internal|home\\.arpa)");

    private final Set<String> names;

    private Browsers(Set<String> names) {
        this.names = names;
    }

    /** @param names further names of this node that browsers may use, separated by commas; may be empty */
    static Browsers parse(String names) {
        return new Browsers(Stream.of(names.split(","))
                .map(String::strip)
                .map(Browsers::lower)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet()));
    }

    /**
     * Why a request with these headers is refused.
     *
     * @param header gives a header's value by its name, null when absent
     * @return empty when it is not
     */
    Optional<String> refusal(UnaryOperator<@Nullable String> header) {
        String host = lower(orEmpty(header.apply("Host")));
        String origin = header.apply("Origin");
        String site = header.apply("Sec-Fetch-Site");
        if (origin != null && !sameOrigin(origin, host)) {
            return Optional.of("the page " + shorten(origin) + " may not use this node (Origin is not this node's)");
        }
        if (site != null && !OWN_SITE.contains(site)) {
            return Optional.of("pages of other sites may not use this node (Sec-Fetch-Site is " + shorten(site) + ")");
        }
        if (fromBrowser(header) && !ownName(hostName(host))) {
            return Optional.of(
                    "a browser must name this node by address, as localhost, or by a name listed in 'hosts', not "
                            + shorten(host));
        }
        return Optional.empty();
    }

    private static boolean fromBrowser(UnaryOperator<@Nullable String> header) {
        return header.apply("Origin") != null
                || header.apply("Sec-Fetch-Site") != null
                || header.apply("Accept-Language") != null
                || orEmpty(header.apply("User-Agent")).startsWith("Mozilla/");
    }

    private static boolean sameOrigin(String origin, String host) {
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority != null && lower(authority).equals(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private boolean ownName(String name) {
        return IpLiteral.parse(name).isPresent() || LOCAL_NAME.matcher(name).matches() || names.contains(name);
    }

    private static String hostName(String host) {
        int colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static String shorten(String text) {
        return text.length() <= 100 ? text : text.substring(0, 100) + "…";
    }
}
