// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.itests.gopeer;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a Go node sees in a packet (specification, section 3.4): one device at most, mixed from all matching records. */
public final class GoParser {

    private static final int A = 1;
    private static final int TXT = 16;
    private static final int SRV = 33;

    /**
     * What there was to see.
     *
     * @param deviceId the instance's first label
     * @param txt the strings of the last matching TXT record; empty where there was none
     * @param addresses of the A records that belong to the target of the SRV record
     * @param ttl of the last matching record
     * @param asks whether the packet held any question
     * @param id the packet's
     */
    public record Seen(String deviceId, List<String> txt, List<String> addresses, long ttl, boolean asks, int id) {}

    private record Address(String owner, String text) {}

    private final ByteBuffer in;
    private final List<Address> all = new ArrayList<>();
    private Optional<String> owner = Optional.empty();
    private Optional<String> target = Optional.empty();
    private List<String> txt = List.of();
    private long ttl;

    private GoParser(byte[] packet, int length) {
        in = ByteBuffer.wrap(packet, 0, length).slice();
    }

    /** Empty where a Go node drops the packet without an answer. */
    public static Optional<Seen> seen(byte[] packet, int length) {
        try {
            return new GoParser(packet, length).read();
        } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException garbage) {
            return Optional.empty();
        }
    }

    private Optional<Seen> read() {
        int id = number();
        number();
        int questions = number();
        int records = number() + number() + number();
        for (int i = 0; i < questions; i++) {
            name();
            in.getInt();
        }
        for (int i = 0; i < records; i++) {
            record();
        }
        return owner.map(name -> new Seen(
                name.substring(0, name.length() - GoPackets.TYPE.length()).replaceAll("^\\.+|\\.+$", ""),
                txt,
                all.stream()
                        .filter(address -> target.filter(address.owner::equals).isPresent())
                        .map(Address::text)
                        .toList(),
                ttl,
                questions > 0,
                id));
    }

    private void record() {
        String name = name();
        int type = number();
        number();
        long life = in.getInt() & 0xFFFF_FFFFL;
        int end = number() + in.position();
        if (type == A) {
            all.add(new Address(
                    name, (in.get() & 255) + "." + (in.get() & 255) + "." + (in.get() & 255) + "." + (in.get() & 255)));
        } else if ((type == TXT || type == SRV) && name.endsWith(GoPackets.TYPE)) {
            owner = owner.or(() -> Optional.of(name));
            ttl = life;
            if (type == TXT) {
                txt = strings(end);
            } else {
                in.position(in.position() + 6);
                target = Optional.of(name());
            }
        }
        in.position(end);
    }

    private List<String> strings(int end) {
        List<String> strings = new ArrayList<>();
        while (in.position() < end) {
            strings.add(text(in.get() & 255));
        }
        return strings;
    }

    private int number() {
        return in.getShort() & 0xFFFF;
    }

    private String text(int length) {
        byte[] characters = new byte[length];
        in.get(characters);
        return new String(characters, StandardCharsets.ISO_8859_1);
    }

    private String name() {
        StringBuilder name = new StringBuilder();
        int after = -1;
        for (int jumps = 0; ; ) {
            int length = in.get() & 255;
            if (length == 0) {
                break;
            }
            if (length >= 0xC0) {
                int to = (length & 0x3F) << 8 | (in.get() & 255);
                after = after < 0 ? in.position() : after;
                if (++jumps > 10) {
                    throw new IllegalArgumentException("a loop");
                }
                in.position(to);
            } else {
                name.append(text(length)).append('.');
            }
        }
        if (after >= 0) {
            in.position(after);
        }
        return name.toString();
    }
}
