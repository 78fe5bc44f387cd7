// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.api.execution;

import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Names one execution everywhere: in answers, callbacks and logs, as the container's name, and as the key that makes a
 * repeated order harmless.
 *
 * @param value 1 to 64 characters {@code [a-z0-9-]}, beginning with a letter or digit
 */
public record ExecutionId(String value) {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    public ExecutionId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "an execution id is 1 to 64 of a-z, 0-9 and '-', but was '" + value + "'");
        }
    }

    /** A new id that no other node will make: a random UUID. */
    public static ExecutionId random() {
        return new ExecutionId(UUID.randomUUID().toString());
    }

    @Override
    public String toString() {
        return value;
    }
}
