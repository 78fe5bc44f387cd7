// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.api.node;

import java.util.Arrays;

/**
 * The fleet's shared secret: the key file's raw bytes, untrimmed (a trailing newline is part of the key; Go dialect,
 * section 2.2). Not a record, so that no log line can print it by accident.
 */
public final class SharedKey {
    private final byte[] bytes;

    /** @throws IllegalArgumentException when {@code bytes} is empty */
    public SharedKey(byte[] bytes) {
        if (bytes.length == 0) {
            throw new IllegalArgumentException("a shared key has at least one byte");
        }
        this.bytes = bytes.clone();
    }

    /** A copy of the key's bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SharedKey that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "SharedKey[" + bytes.length + " bytes]";
    }
}
