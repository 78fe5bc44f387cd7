// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.wire;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Names one life of a node's wire.
 *
 * @param value 32 hexadecimal digits in lower case
 */
public record Epoch(String value) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}"); // first: the constructor needs it
    private static final int BYTES = 16;

    /** What a caller says for the receiver's epoch before it has heard it; nobody's own. */
    public static final Epoch UNKNOWN = new Epoch("0".repeat(32));

    public Epoch {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("an epoch is 32 hexadecimal digits in lower case");
        }
    }

    /** One that has never been. */
    public static Epoch random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return new Epoch(HexFormat.of().formatHex(bytes));
    }

    @Override
    public String toString() {
        return value;
    }
}
