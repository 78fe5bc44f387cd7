// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The bytes of a packet, taken one after the other. */
final class PacketBytes {
    private final ByteBuffer in;

    PacketBytes(ByteBuffer in) {
        this.in = in;
    }

    /** How many have been taken. */
    int position() {
        return in.position();
    }

    /** Goes on with the byte that so many stand before. */
    void moveTo(int position) {
        in.position(position);
    }

    /** @throws Malformed when there are not that many more */
    void need(int bytes) throws Malformed {
        if (in.remaining() < bytes) {
            throw new Malformed("it ends too early");
        }
    }

    int unsignedByte() throws Malformed {
        need(1);
        return in.get() & 0xFF;
    }

    /** Two bytes that are known to be there. */
    int unsignedShort() {
        return in.getShort() & 0xFFFF;
    }

    /** Four bytes that are known to be there. */
    long unsignedInt() {
        return Integer.toUnsignedLong(in.getInt());
    }

    /** So many bytes, which are known to be there. */
    byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        in.get(bytes);
        return bytes;
    }

    /** So many bytes, which are known to be there, a character for each. */
    String text(int length) {
        return new String(bytes(length), StandardCharsets.ISO_8859_1);
    }
}
