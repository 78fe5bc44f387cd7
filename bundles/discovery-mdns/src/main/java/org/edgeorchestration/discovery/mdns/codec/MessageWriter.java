// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes messages as packets. */
public final class MessageWriter {
    private static final int IN = 1;
    private static final int TOP_BIT = 0x8000;
    private static final int POINTERS = 0xC000;

    private final ByteBuffer out = ByteBuffer.allocate(MessageReader.LARGEST);
    private final Map<DomainName, Integer> written = new HashMap<>();
    private final boolean compressed;

    private MessageWriter(boolean compressed) {
        this.compressed = compressed;
    }

    /** The packet with every name in full. */
    public static byte[] plain(Message message) {
        return new MessageWriter(false).packet(message);
    }

    /** The packet with pointers to names that stood before; the target of an SRV is never such a pointer (RFC 2782). */
    public static byte[] compressed(Message message) {
        return new MessageWriter(true).packet(message);
    }

    private byte[] packet(Message message) {
        number(message.id());
        number(message.flags());
        number(message.questions().size());
        number(message.answers().size());
        number(message.authority().size());
        number(message.additional().size());
        message.questions().forEach(this::question);
        message.records().forEach(this::record);
        return Arrays.copyOf(out.array(), out.position());
    }

    private void question(Question question) {
        name(question.name(), compressed);
        number(question.type());
        number(question.unicast() ? IN | TOP_BIT : IN);
    }

    private void record(ResourceRecord record) {
        name(record.name(), compressed);
        number(record.type());
        number(record.flush() ? IN | TOP_BIT : IN);
        out.putInt((int) record.ttl());
        int length = out.position();
        number(0);
        data(record.data());
        out.putShort(length, (short) (out.position() - length - 2));
    }

    private void data(RecordData data) {
        if (data instanceof RecordData.Txt txt) {
            strings(txt.strings());
        } else if (data instanceof RecordData.Srv srv) {
            number(srv.priority());
            number(srv.weight());
            number(srv.port());
            name(srv.target(), false);
        } else if (data instanceof RecordData.A a) {
            out.put(a.address().getAddress());
        } else if (data instanceof RecordData.Aaaa aaaa) {
            out.put(aaaa.address().getAddress());
        } else if (data instanceof RecordData.Ptr ptr) {
            name(ptr.target(), compressed);
        } else {
            throw new IllegalArgumentException("what a record of type " + data.type() + " says is not known");
        }
    }

    private void strings(List<String> strings) {
        if (strings.isEmpty()) {
            out.put((byte) 0); // there is no empty TXT record (RFC 6763, section 6.1)
        }
        for (String string : strings) {
            text(string);
        }
    }

    private void name(DomainName name, boolean pointing) {
        List<String> labels = name.labels();
        for (int i = 0; i < labels.size(); i++) {
            DomainName rest = name.without(i);
            Integer before = written.get(rest);
            if (pointing && before != null) {
                number(POINTERS | before);
                return;
            }
            if (before == null && out.position() < TOP_BIT >> 1) {
                written.put(rest, out.position());
            }
            text(labels.get(i));
        }
        out.put((byte) 0);
    }

    private void text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        out.put((byte) bytes.length).put(bytes);
    }

    private void number(int number) {
        out.putShort((short) number);
    }
}
