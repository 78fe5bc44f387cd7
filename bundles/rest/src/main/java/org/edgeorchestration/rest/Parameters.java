// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.ws.rs.core.UriInfo;
import org.jspecify.annotations.Nullable;

/** Reads what comes in query parameters and headers; a wrong value is the caller's problem. */
final class Parameters {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final Pattern KEY = Pattern.compile("[!-~]( *[!-~])*");
    private static final int MAX_KEY = 255;

    private Parameters() {}

    /**
     * {@code true} or {@code false}; {@code ?name} alone means true, absence false. Not taken from {@code @QueryParam}, which cannot
     * tell these two apart.
     */
    static boolean flag(String name, UriInfo uri) {
        Set<String> values = uri.getQueryParameters().getOrDefault(name, List.of()).stream()
                .map(value -> value == null || value.isEmpty() ? "true" : value)
                .collect(Collectors.toSet());
        if (values.isEmpty() || values.equals(Set.of("false"))) {
            return false;
        }
        if (values.equals(Set.of("true"))) {
            return true;
        }
        throw Problem.badRequest(name + " must be true or false").thrown();
    }

    /** A number from 0 on, with what it is when absent. */
    static int number(String name, @Nullable String value, int absent) {
        if (value == null) {
            return absent;
        }
        if (!NUMBER.matcher(value).matches()) {
            throw Problem.badRequest(name + " must be a number from 0 to 999999999")
                    .thrown();
        }
        return Integer.parseInt(value);
    }

    /** The header {@code Idempotency-Key}. */
    static Optional<String> idempotencyKey(@Nullable String value) {
        if (value != null && (value.length() > MAX_KEY || !KEY.matcher(value).matches())) {
            throw Problem.badRequest("Idempotency-Key must be 1 to " + MAX_KEY + " printable ASCII characters")
                    .thrown();
        }
        return Optional.ofNullable(value);
    }
}
