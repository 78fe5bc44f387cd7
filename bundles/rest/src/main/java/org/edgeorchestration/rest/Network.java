// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import java.math.BigInteger;
import java.net.InetAddress;

/**
 * A range of addresses, such as {@code 192.168.1.0/24}.
 *
 * @param base any address in it
 * @param prefix how many leading bits its addresses share
 */
record Network(InetAddress base, int prefix) {

    Network {
        if (prefix < 0 || prefix > bits(base)) {
            throw new IllegalArgumentException("a prefix length is 0 to " + bits(base) + " here, but was " + prefix);
        }
    }

    /**
     * Reads {@code ADDRESS} or {@code ADDRESS/PREFIX}.
     *
     * @throws IllegalArgumentException when it is neither; the message quotes it
     */
    static Network parse(String text) {
        int slash = text.indexOf('/');
        InetAddress base = IpLiteral.parse(slash < 0 ? text : text.substring(0, slash))
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + text + "' is not a network; write an address such as 192.168.1.7 or 192.168.1.0/24"));
        try {
            return new Network(base, slash < 0 ? bits(base) : Integer.parseInt(text.substring(slash + 1)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + text + "' has no valid prefix length after its slash", e);
        }
    }

    /** Whether {@code address} lies in it; an address of the other family never does. */
    boolean contains(InetAddress address) {
        int size = bits(base);
        return bits(address) == size
                && number(base).xor(number(address)).shiftRight(size - prefix).equals(BigInteger.ZERO);
    }

    private static int bits(InetAddress address) {
        return address.getAddress().length * Byte.SIZE;
    }

    private static BigInteger number(InetAddress address) {
        return new BigInteger(1, address.getAddress());
    }
}
