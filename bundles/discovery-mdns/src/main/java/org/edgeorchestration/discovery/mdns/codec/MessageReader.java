// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns.codec;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a message out of a packet. Its work is bounded by the packet: at most {@link #LARGEST} bytes, {@link #MOST_RECORDS} records
 * (those beyond are passed over), names of 255 bytes and {@link #MOST_LABELS} labels, and {@link #MOST_POINTERS} pointers that lead
 * backwards only.
 */
public final class MessageReader {
    /** The most bytes of a packet (RFC 6762, section 17). */
    public static final int LARGEST = 9_000;

    static final int MOST_RECORDS = 64;
    private static final int MOST_QUESTIONS = 64;
    /** The most labels of a name; the longest that are in use, those of IPv6 addresses, have 34. */
    static final int MOST_LABELS = 40;
    /** The most pointers of a name: a packet of 9,000 bytes could hold thousands, and each of its names lead through all. */
    static final int MOST_POINTERS = 16;

    private static final int HEADER = 12;
    private static final int POINTER = 0xC0;
    /** Kind of query and result, which are 0 in multicast DNS (RFC 6762, sections 18.3 and 18.11). */
    private static final int OPCODE_AND_RESULT = 0x780F;

    private static final int IN = 1;
    private static final int TOP_BIT = 0x8000;

    private final ByteBuffer in;
    private int room = MOST_RECORDS;

    private MessageReader(ByteBuffer in) {
        this.in = in;
    }

    /** What is in the remaining bytes of {@code packet}, which is not moved. */
    public static Decoded read(ByteBuffer packet) {
        if (packet.remaining() > LARGEST) {
            return new Decoded.Garbage("it is longer than 9000 bytes");
        }
        try {
            return new Decoded.Understood(new MessageReader(packet.slice()).message());
        } catch (Malformed e) {
            return new Decoded.Garbage(e.why);
        }
    }

    private Message message() throws Malformed {
        need(HEADER);
        int id = unsignedShort();
        int flags = unsignedShort();
        if ((flags & OPCODE_AND_RESULT) != 0) {
            throw new Malformed("it is of another kind than multicast DNS has");
        }
        int questions = unsignedShort();
        int answers = unsignedShort();
        int authority = unsignedShort();
        int additional = unsignedShort();
        return new Message(id, flags, questions(questions), records(answers), records(authority), records(additional));
    }

    private List<Question> questions(int count) throws Malformed {
        if (count > MOST_QUESTIONS) {
            throw new Malformed("it has more than 64 questions");
        }
        List<Question> questions = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            DomainName name = name();
            need(4);
            int type = unsignedShort();
            questions.add(new Question(name, type, (unsignedShort() & TOP_BIT) != 0));
        }
        return questions;
    }

    private List<ResourceRecord> records(int count) throws Malformed {
        List<ResourceRecord> records = new ArrayList<>(Math.min(count, room));
        for (int i = 0; i < count && room > 0; i++, room--) {
            records.add(record());
        }
        return records;
    }

    private ResourceRecord record() throws Malformed {
        DomainName name = name();
        need(10);
        int type = unsignedShort();
        int kind = unsignedShort();
        long ttl = Integer.toUnsignedLong(in.getInt());
        int length = unsignedShort();
        need(length);
        int end = in.position() + length;
        boolean flush = (kind & TOP_BIT) != 0;
        RecordData data = (kind & ~TOP_BIT) == IN ? data(type, end) : new RecordData.Other(type);
        in.position(end);
        return new ResourceRecord(name, flush, ttl, data);
    }

    private RecordData data(int type, int end) throws Malformed {
        return switch (type) {
            case RecordData.Txt.TYPE -> new RecordData.Txt(strings(end));
            case RecordData.Srv.TYPE -> service(end);
            case RecordData.A.TYPE -> new RecordData.A(ipv4(end));
            case RecordData.Aaaa.TYPE -> new RecordData.Aaaa(ipv6(end));
            case RecordData.Ptr.TYPE -> new RecordData.Ptr(nameWithin(end));
            default -> new RecordData.Other(type);
        };
    }

    private RecordData.Srv service(int end) throws Malformed {
        if (end - in.position() < 7) {
            throw new Malformed("a record is too short");
        }
        int priority = unsignedShort();
        int weight = unsignedShort();
        int port = unsignedShort();
        return new RecordData.Srv(priority, weight, port, nameWithin(end));
    }

    private List<String> strings(int end) throws Malformed {
        List<String> strings = new ArrayList<>();
        while (in.position() < end) {
            int length = in.get() & 0xFF;
            if (length > end - in.position()) {
                throw new Malformed("a text is longer than its record");
            }
            strings.add(text(length));
        }
        return strings;
    }

    private Inet4Address ipv4(int end) throws Malformed {
        try {
            return (Inet4Address) InetAddress.getByAddress(bytes(4, end));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    private Inet6Address ipv6(int end) throws Malformed {
        try {
            return Inet6Address.getByAddress(null, bytes(16, end), -1);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("sixteen bytes are an address", e);
        }
    }

    private byte[] bytes(int count, int end) throws Malformed {
        if (end - in.position() != count) {
            throw new Malformed("an address has the wrong length");
        }
        byte[] bytes = new byte[count];
        in.get(bytes);
        return bytes;
    }

    private DomainName nameWithin(int end) throws Malformed {
        DomainName name = name();
        if (in.position() > end) {
            throw new Malformed("a name is longer than its record");
        }
        return name;
    }

    /** Follows pointers, each of which must lead before the labels that it ends: so there is no way in a circle. */
    private DomainName name() throws Malformed {
        List<String> labels = new ArrayList<>(5);
        int length = 1;
        int start = in.position();
        int after = -1;
        int pointers = 0;
        for (int size = unsignedByte(); size != 0; size = unsignedByte()) {
            if (size >= POINTER) {
                int target = (size & ~POINTER) << 8 | unsignedByte();
                if (target >= start || target < HEADER) {
                    throw new Malformed("a name points forwards");
                }
                if (++pointers > MOST_POINTERS) {
                    throw new Malformed("a name has too many pointers");
                }
                after = after < 0 ? in.position() : after;
                start = target;
                in.position(target);
                continue;
            }
            length += 1 + size;
            if (size >= 64 || length > DomainName.LONGEST || labels.size() == MOST_LABELS) {
                throw new Malformed("a name is too long");
            }
            need(size);
            labels.add(text(size));
        }
        in.position(after < 0 ? in.position() : after);
        return new DomainName(labels);
    }

    private String text(int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private int unsignedByte() throws Malformed {
        need(1);
        return in.get() & 0xFF;
    }

    /** Two bytes that are known to be there. */
    private int unsignedShort() {
        return in.getShort() & 0xFFFF;
    }

    private void need(int bytes) throws Malformed {
        if (in.remaining() < bytes) {
            throw new Malformed("it ends too early");
        }
    }

    /** Leaves the reader's inner calls; without a stack trace, because a flood of garbage must stay cheap. */
    private static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        private final String why;

        Malformed(String why) {
            super(why, null, false, false);
            this.why = why;
        }
    }
}
