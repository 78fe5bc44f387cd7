// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageReaderTest {
    private static final String HEADER = "000000000001000000000000";

    @Property(tries = 5_000)
    void takesAnyBytes(@ForAll @Size(max = 600) byte[] bytes) {
        assertThat(read(bytes)).isNotNull();
    }

    /** A right header leads deeper than chance would. */
    @Property(tries = 5_000)
    void takesAnyBytesAfterAHeader(@ForAll @Size(max = 300) byte[] bytes, @ForAll @IntRange(max = 3) int questions) {
        byte[] packet = new byte[12 + bytes.length];
        packet[5] = (byte) questions;
        packet[7] = 9;
        System.arraycopy(bytes, 0, packet, 12, bytes.length);
        assertThat(read(packet)).isNotNull();
    }

    @Property(tries = 5_000)
    void takesAnyCapturedPacketWithSomeBytesChanged(
            @ForAll("captured") CapturedPacket captured,
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 8) int changes) {
        byte[] bytes = captured.bytes().clone();
        Random random = new Random(seed);
        for (int i = 0; i < changes; i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        assertThat(read(bytes)).isNotNull();
    }

    @Test
    void callsEveryCapturedPacketGarbageThatIsCutAnywhere() {
        for (CapturedPacket packet : CapturedPacket.all()) {
            for (int length = 0; length < packet.bytes().length; length++) {
                assertThat(read(Arrays.copyOf(packet.bytes(), length)))
                        .as("%s cut to %d bytes", packet, length)
                        .isEqualTo(new Decoded.Garbage("it ends too early"));
            }
        }
    }

    @Test
    void callsAPacketGarbageThatHasGarbageInIt() {
        assertThat(read(HEADER + "c00c00100001")).isEqualTo(new Decoded.Garbage("a name points forwards"));
        assertThat(read("0000800000000001" + "00000000" + "00" + "00010001000000780003" + "0a0000"))
                .isEqualTo(new Decoded.Garbage("an address has the wrong length"));
    }

    @Test
    void goesOnBehindWhatARecordHasNotSaid() {
        Message message = ((Decoded.Understood) read("0000800000000002" + "00000000"
                        + ("00" + "000c0001000000780005" + "016100" + "ffff").repeat(2)))
                .message();
        assertThat(message.answers()).hasSize(2).allMatch(record -> record.data()
                .equals(new RecordData.Ptr(DomainName.of("a"))));
    }

    @Test
    void refusesMoreThan64Questions() {
        String question = "00" + "00100001";
        assertThat(read("000000000040" + "000000000000" + question.repeat(64))).isInstanceOf(Decoded.Understood.class);
        assertThat(read("000000000041" + "000000000000" + question.repeat(65)))
                .isEqualTo(new Decoded.Garbage("it has more than 64 questions"));
    }

    @ParameterizedTest
    @CsvSource({"0001, true", "8001, true", "00ff, true", "80ff, true", "0003, false", "8003, false", "0000, false"})
    void hearsInAQuestionForRecordsOfAnotherClassThanItsOwnNone(String kind, boolean ours) {
        Question question = ((Decoded.Understood) read("000000000001" + "000000000000" + "00" + "000c" + kind))
                .message()
                .questions()
                .get(0);
        assertThat(question.wants(RecordData.Ptr.TYPE)).isEqualTo(ours);
        assertThat(question.unicast()).isEqualTo(kind.startsWith("8"));
    }

    @Test
    void refusesPacketsOfMoreThan9000Bytes() {
        assertThat(read(new byte[9_000])).isInstanceOf(Decoded.Understood.class);
        assertThat(read(new byte[9_001])).isEqualTo(new Decoded.Garbage("it is longer than 9000 bytes"));
    }

    @Test
    void usesTheFirst64RecordsOfMany() {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.writeBytes(HexFormat.of().parseHex("00008000" + "0000" + "0028" + "0028" + "0028"));
        IntStream.range(0, 120)
                .forEach(i -> packet.writeBytes(
                        HexFormat.of().parseHex("0161" + "00" + "00010001000000780004" + "0a000001")));
        Message message = ((Decoded.Understood) read(packet.toByteArray())).message();
        assertThat(message.answers()).hasSize(40);
        assertThat(message.authority()).hasSize(24);
        assertThat(message.additional()).isEmpty();
    }

    @Test
    void ignoresOtherKindsOfMessages() {
        assertThat(read("000028000000000000000000")).isInstanceOf(Decoded.Garbage.class);
        assertThat(read("000080030000000000000000")).isInstanceOf(Decoded.Garbage.class);
    }

    @Test
    void readsFromTheMiddleOfABufferAndLeavesItThere() {
        byte[] bytes = CapturedPacket.of("seed ANN").bytes();
        ByteBuffer buffer = ByteBuffer.allocateDirect(bytes.length + 20).position(7);
        buffer.put(bytes).flip().position(7);
        assertThat(MessageReader.read(buffer)).isEqualTo(read(bytes));
        assertThat(buffer.position()).isEqualTo(7);
    }

    @Provide
    Arbitrary<CapturedPacket> captured() {
        return Arbitraries.of(CapturedPacket.all());
    }

    private static Decoded read(String hex) {
        return read(HexFormat.of().parseHex(hex));
    }

    private static Decoded read(byte[] bytes) {
        return MessageReader.read(ByteBuffer.wrap(bytes));
    }
}
