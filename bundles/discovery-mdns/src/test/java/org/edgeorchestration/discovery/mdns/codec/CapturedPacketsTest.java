// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CapturedPacketsTest {

    static List<CapturedPacket> packets() {
        return CapturedPacket.all();
    }

    @ParameterizedTest
    @MethodSource("packets")
    void areReadAsTheyWereCaptured(CapturedPacket packet) {
        assertThat(described(packet.message())).isEqualTo(packet.content());
    }

    @ParameterizedTest
    @MethodSource("packets")
    void areWrittenByteForByteAsTheyWereRead(CapturedPacket packet) {
        boolean compressed = packet.name().endsWith("ANN") || packet.name().endsWith("UNI");
        byte[] written =
                compressed ? MessageWriter.compressed(packet.message()) : MessageWriter.plain(packet.message());
        assertThat(written).isEqualTo(packet.bytes());
    }

    private static List<String> described(Message message) {
        List<String> lines = new ArrayList<>();
        lines.add("id=%d flags=0x%04x qd=%d an=%d ns=%d ar=%d"
                .formatted(
                        message.id(),
                        message.flags(),
                        message.questions().size(),
                        message.answers().size(),
                        message.authority().size(),
                        message.additional().size()));
        for (Question question : message.questions()) {
            lines.add("Q  %s type=%d class=0x%04x"
                    .formatted(question.name(), question.type(), question.unicast() ? 0x8001 : 1));
        }
        message.answers().forEach(record -> lines.add("AN " + described(record)));
        message.authority().forEach(record -> lines.add("NS " + described(record)));
        message.additional().forEach(record -> lines.add("AR " + described(record)));
        return lines;
    }

    private static String described(ResourceRecord record) {
        return "%s class=0x%04x ttl=%d %s"
                .formatted(record.name(), record.flush() ? 0x8001 : 1, record.ttl(), content(record.data()));
    }

    private static String content(RecordData data) {
        if (data instanceof RecordData.Txt txt) {
            return "TXT " + txt.strings().stream().map(text -> "'" + text + "'").toList();
        }
        if (data instanceof RecordData.Srv srv) {
            return "SRV prio=%d w=%d port=%d target=%s"
                    .formatted(srv.priority(), srv.weight(), srv.port(), srv.target());
        }
        if (data instanceof RecordData.Ptr ptr) {
            return "PTR " + ptr.target();
        }
        return "A " + ((RecordData.A) data).address().getHostAddress();
    }
}
