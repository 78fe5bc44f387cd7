// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameReaderTest {
    private static final String HEADER = "00".repeat(MessageReader.HEADER);
    private static final String LONGEST_LABEL = "3f" + "61".repeat(63);

    @Test
    void takesANameInFullAndNothingBehindIt() throws Malformed {
        PacketBytes in = at(12, "0161" + "0262ff" + "00" + "0163");
        assertThat(NameReader.read(in)).isEqualTo(DomainName.of("a.b\u00ff"));
        assertThat(in.position()).isEqualTo(18);
    }

    @Test
    void takesANameThatEndsWithPointersAndGoesOnBehindTheFirst() throws Malformed {
        PacketBytes in = at(19, "016100" + "0162c00c" + "0163c00f" + "ffff");
        assertThat(NameReader.read(in)).isEqualTo(DomainName.of("c.b.a"));
        assertThat(in.position()).isEqualTo(23);
    }

    @Test
    void takesTheRootForTheNameWithoutLabels() throws Malformed {
        assertThat(NameReader.read(at(12, "00")).labels()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"c00c", "c00e00", "0161c00c", "0161c00e", "0161c010" + "00"})
    void doesNotGoInCirclesOrForwards(String packet) {
        assertThatIsRefused(at(12, packet), "a name points forwards");
    }

    @Test
    void doesNotGoInCirclesByTheWayOfAnotherName() {
        assertThatIsRefused(at(14, "c00e" + "0161c00c"), "a name points forwards");
        assertThatIsRefused(at(20, "0161c013" + "00100001" + "0162c00c"), "a name points forwards");
    }

    @ParameterizedTest
    @ValueSource(strings = {"c000", "c00b"})
    void doesNotTakeTheHeaderForAName(String packet) {
        assertThatIsRefused(at(12, packet), "a name points forwards");
    }

    @Test
    void refusesNamesOfMoreThan255Bytes() throws Malformed {
        DomainName most = NameReader.read(at(12, LONGEST_LABEL.repeat(3) + "3d" + "61".repeat(61) + "00"));
        assertThat(most.labels()).hasSize(4);
        assertThatIsRefused(at(12, LONGEST_LABEL.repeat(3) + "3e" + "61".repeat(62) + "00"), "a name is too long");
    }

    @Test
    void refusesNamesOfMoreThan255BytesInSeveralPlaces() throws Malformed {
        String three = LONGEST_LABEL.repeat(3) + "00";
        int behind = 12 + three.length() / 2;
        assertThat(NameReader.read(at(behind, three + "3d" + "61".repeat(61) + "c00c"))
                        .labels())
                .hasSize(4);
        assertThatIsRefused(at(behind, three + "3e" + "61".repeat(62) + "c00c"), "a name is too long");
    }

    @ParameterizedTest
    @ValueSource(strings = {"40", "80", "bf"})
    void refusesLabelsOfMoreThan63Bytes(String size) {
        assertThatIsRefused(at(12, size + "61".repeat(191) + "00"), "a name is too long");
    }

    @Test
    void refusesNamesOfMoreThan40Labels() throws Malformed {
        assertThat(NameReader.read(at(12, "0161".repeat(40) + "00")).labels()).hasSize(40);
        assertThatIsRefused(at(12, "0161".repeat(41) + "00"), "a name is too long");
    }

    @Test
    void refusesNamesThatLeadThroughMoreThan16Pointers() throws Malformed {
        assertThat(NameReader.read(pointersToPointers(16))).isEqualTo(DomainName.of("a"));
        assertThatIsRefused(pointersToPointers(17), "a name has too many pointers");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "01", "0261", "0161", "c0", "3f" + "6161"})
    void refusesWhatEndsTooEarly(String packet) {
        assertThatIsRefused(at(12, packet), "it ends too early");
    }

    @Property(tries = 5_000)
    void takesAnyBytesForANameWithinBoundsOrForNone(
            @ForAll @Size(max = 300) byte[] bytes, @ForAll @IntRange(max = 300) int start) {
        PacketBytes in = new PacketBytes(ByteBuffer.wrap(bytes));
        in.moveTo(Math.min(start, bytes.length));
        int before = in.position();
        try {
            assertThat(NameReader.read(in).labels()).hasSizeLessThanOrEqualTo(NameReader.MOST_LABELS);
            assertThat(in.position()).isBetween(before + 1, Math.min(bytes.length, before + DomainName.LONGEST + 1));
        } catch (Malformed e) {
            assertThat(e.why()).isNotEmpty();
        }
    }

    private static void assertThatIsRefused(PacketBytes in, String why) {
        assertThatThrownBy(() -> NameReader.read(in))
                .isInstanceOf(Malformed.class)
                .hasMessage(why);
    }

    /** A packet of a header and those bytes, of which so many have been taken. */
    private static PacketBytes at(int position, String hex) {
        PacketBytes in = new PacketBytes(ByteBuffer.wrap(HexFormat.of().parseHex(HEADER + hex)));
        in.moveTo(position);
        return in;
    }

    /** At a pointer to a pointer, and so on; the first of that many leads to a name in full. */
    private static PacketBytes pointersToPointers(int count) {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.writeBytes(HexFormat.of().parseHex(HEADER + "016100"));
        int last = MessageReader.HEADER;
        for (int i = 0; i < count; i++) {
            int next = packet.size();
            packet.write(0xC0);
            packet.write(last);
            last = next;
        }
        PacketBytes in = new PacketBytes(ByteBuffer.wrap(packet.toByteArray()));
        in.moveTo(last);
        return in;
    }
}
