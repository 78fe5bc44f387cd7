// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns.codec;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a message out of a packet. Its work is bounded by the packet: at most {@link #LARGEST} bytes, {@link #MOST_RECORDS} records
 * (those beyond are passed over), and names as the {@link NameReader} bounds them.
 */
public final class MessageReader {
    /** The most bytes of a packet (RFC 6762, section 17). */
    public static final int LARGEST = 9_000;

    /** The bytes before the first name. */
    static final int HEADER = 12;

    static final int MOST_RECORDS = 64;
    private static final int MOST_QUESTIONS = 64;

    /** Kind of query and result, which are 0 in multicast DNS (RFC 6762, sections 18.3 and 18.11). */
    private static final int OPCODE_AND_RESULT = 0x780F;

    private static final int IN = 1;
    private static final int TOP_BIT = 0x8000;

    private final PacketBytes in;
    private int room = MOST_RECORDS;

    private MessageReader(PacketBytes in) {
        this.in = in;
    }

    /** What is in the remaining bytes of {@code packet}, which is not moved. */
    public static Decoded read(ByteBuffer packet) {
        if (packet.remaining() > LARGEST) {
            return new Decoded.Garbage("it is longer than 9000 bytes");
        }
        try {
            return new Decoded.Understood(new MessageReader(new PacketBytes(packet.slice())).message());
        } catch (Malformed e) {
            return new Decoded.Garbage(e.why());
        }
    }

    private Message message() throws Malformed {
        in.need(HEADER);
        int id = in.unsignedShort();
        int flags = in.unsignedShort();
        if ((flags & OPCODE_AND_RESULT) != 0) {
            throw new Malformed("it is of another kind than multicast DNS has");
        }
        int questions = in.unsignedShort();
        int answers = in.unsignedShort();
        int authority = in.unsignedShort();
        int additional = in.unsignedShort();
        return new Message(id, flags, questions(questions), records(answers), records(authority), records(additional));
    }

    private List<Question> questions(int count) throws Malformed {
        if (count > MOST_QUESTIONS) {
            throw new Malformed("it has more than 64 questions");
        }
        List<Question> questions = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            DomainName name = NameReader.read(in);
            in.need(4);
            int type = in.unsignedShort();
            int kind = in.unsignedShort();
            questions.add(new Question(name, ofInternet(kind) ? type : Question.NOTHING, (kind & TOP_BIT) != 0));
        }
        return questions;
    }

    /** Whether records of class IN are among those that a question of that class asks for (RFC 6762, section 6). */
    private static boolean ofInternet(int kind) {
        int asked = kind & ~TOP_BIT;
        return asked == IN || asked == Question.ANY;
    }

    private List<ResourceRecord> records(int count) throws Malformed {
        List<ResourceRecord> records = new ArrayList<>(Math.min(count, room));
        for (int i = 0; i < count && room > 0; i++, room--) {
            records.add(record());
        }
        return records;
    }

    private ResourceRecord record() throws Malformed {
        DomainName name = NameReader.read(in);
        in.need(10);
        int type = in.unsignedShort();
        int kind = in.unsignedShort();
        long ttl = in.unsignedInt();
        int length = in.unsignedShort();
        in.need(length);
        int end = in.position() + length;
        RecordData data =
                (kind & ~TOP_BIT) == IN ? RecordDataReader.read(in, type, length) : new RecordData.Other(type);
        in.moveTo(end);
        return new ResourceRecord(name, (kind & TOP_BIT) != 0, ttl, data);
    }
}
