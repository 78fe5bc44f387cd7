// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
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
    void doesNotGoInCircles() {
        assertThat(read(HEADER + "c00c00100001")).isEqualTo(new Decoded.Garbage("a name points forwards"));
        assertThat(read(HEADER + "0161c00c00100001")).isEqualTo(new Decoded.Garbage("a name points forwards"));
        assertThat(read(HEADER + "c00e0161c00c00100001")).isEqualTo(new Decoded.Garbage("a name points forwards"));
        assertThat(read("00000000000200000000" + "0000" + "0161c01300100001" + "0162c00c00100001"))
                .isEqualTo(new Decoded.Garbage("a name points forwards"));
    }

    @Test
    void doesNotTakeTheHeaderForAName() {
        assertThat(read(HEADER + "c00000100001")).isEqualTo(new Decoded.Garbage("a name points forwards"));
    }

    @Test
    void refusesNamesOfMoreThan255Bytes() {
        String label = "3f" + "61".repeat(63);
        assertThat(read(HEADER + label.repeat(3) + "3d" + "61".repeat(61) + "0000100001"))
                .isInstanceOf(Decoded.Understood.class);
        assertThat(read(HEADER + label.repeat(3) + "3e" + "61".repeat(62) + "0000100001"))
                .isEqualTo(new Decoded.Garbage("a name is too long"));
    }

    @Test
    void refusesNamesOfMoreThan40Labels() {
        assertThat(read(HEADER + "0161".repeat(40) + "0000100001")).isInstanceOf(Decoded.Understood.class);
        assertThat(read(HEADER + "0161".repeat(41) + "0000100001"))
                .isEqualTo(new Decoded.Garbage("a name is too long"));
    }

    @Test
    void refusesNamesThatLeadThroughMoreThan16Pointers() {
        assertThat(read(pointersToPointers(16))).isInstanceOf(Decoded.Understood.class);
        assertThat(read(pointersToPointers(17))).isEqualTo(new Decoded.Garbage("a name has too many pointers"));
    }

    /** Questions each of which has the name of the one before. */
    private static byte[] pointersToPointers(int count) {
        ByteBuffer packet = ByteBuffer.allocate(200).putInt(0).putShort((short) (count + 1));
        packet.position(12).put((byte) 1).put((byte) 'a').put((byte) 0).putInt(0x0010_0001);
        for (int i = 0, name = 12; i < count; i++) {
            int next = packet.position();
            packet.putShort((short) (0xC000 | name)).putInt(0x0010_0001);
            name = next;
        }
        return Arrays.copyOf(packet.array(), packet.position());
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

    @Test
    void takesNamesForEqualThatDifferInCaseOnly() {
        assertThat(DomainName.of("_Orchestration._TCP.Local"))
                .isEqualTo(DomainName.of("_orchestration._tcp.local"))
                .hasSameHashCodeAs(DomainName.of("_orchestration._tcp.local"));
        assertThat(new DomainName(List.of("a.b"))).isNotEqualTo(DomainName.of("a.b"));
        assertThat(DomainName.of("\u00c9")).isNotEqualTo(DomainName.of("\u00e9"));
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
