// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordDataReaderTest {
    /** Bytes behind the record, which are not its own. */
    private static final String BEHIND = "ff".repeat(20);

    @Test
    void takesTextsUntilTheRecordEnds() throws Malformed {
        assertThat(read(RecordData.Txt.TYPE, "0261ff" + "00" + "0162"))
                .isEqualTo(new RecordData.Txt(List.of("a\u00ff", "", "b")));
        assertThat(read(RecordData.Txt.TYPE, "")).isEqualTo(new RecordData.Txt(List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"01", "016102", "026161" + "03" + "6161"})
    void refusesATextLongerThanItsRecord(String data) {
        assertThatIsRefused(RecordData.Txt.TYPE, data, "a text is longer than its record");
    }

    @Test
    void takesTheNumbersOfAServiceBeforeItsHost() throws Malformed {
        assertThat(read(RecordData.Srv.TYPE, "0001" + "8002" + "ffff" + "0161" + "00"))
                .isEqualTo(new RecordData.Srv(1, 0x8002, 65_535, DomainName.of("a")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0000", "000000000000"})
    void refusesAServiceWithoutAHost(String data) {
        assertThatIsRefused(RecordData.Srv.TYPE, data, "a record is too short");
    }

    @Test
    void takesAddressesAsTheKindThatTheirTypeSays() throws Malformed, UnknownHostException {
        assertThat(read(RecordData.A.TYPE, "c0000207"))
                .isEqualTo(new RecordData.A((Inet4Address) InetAddress.getByName("192.0.2.7")));
        byte[] mapped = HexFormat.of().parseHex("00000000000000000000ffff7f000001");
        assertThat(read(RecordData.Aaaa.TYPE, HexFormat.of().formatHex(mapped)))
                .isEqualTo(new RecordData.Aaaa(Inet6Address.getByAddress(null, mapped, -1)));
    }

    @ParameterizedTest
    @CsvSource({"1, 3", "1, 5", "1, 16", "1, 0", "28, 4", "28, 15", "28, 17", "28, 0"})
    void refusesAddressesOfAnotherLength(int type, int length) {
        assertThatIsRefused(type, "01".repeat(length), "an address has the wrong length");
    }

    @ParameterizedTest
    @CsvSource({"12, ''", "12, 0161", "33, 00000000000001"})
    void refusesANameLongerThanItsRecord(int type, String data) {
        PacketBytes in = new PacketBytes(ByteBuffer.wrap(HexFormat.of().parseHex(data + "00".repeat(20))));
        assertThatThrownBy(() -> RecordDataReader.read(in, type, data.length() / 2))
                .isInstanceOf(Malformed.class)
                .hasMessage("a name is longer than its record");
    }

    @Test
    void takesNothingOfATypeThatNobodyAsksAbout() throws Malformed {
        assertThat(read(47, "0102")).isEqualTo(new RecordData.Other(47));
    }

    @Property(tries = 5_000)
    void takesAnyBytesForWhatARecordSaysOrForNothing(
            @ForAll @IntRange(max = 40) int type,
            @ForAll @Size(max = 300) byte[] bytes,
            @ForAll @IntRange(max = 300) int length) {
        int own = Math.min(length, bytes.length);
        PacketBytes in = new PacketBytes(ByteBuffer.wrap(bytes));
        try {
            assertThat(RecordDataReader.read(in, type, own).type()).isEqualTo(type);
            assertThat(in.position()).isLessThanOrEqualTo(own);
        } catch (Malformed e) {
            assertThat(e.why()).isNotEmpty();
        }
    }

    private static RecordData read(int type, String data) throws Malformed {
        PacketBytes in = new PacketBytes(ByteBuffer.wrap(HexFormat.of().parseHex(data + BEHIND)));
        return RecordDataReader.read(in, type, data.length() / 2);
    }

    private static void assertThatIsRefused(int type, String data, String why) {
        assertThatThrownBy(() -> read(type, data)).isInstanceOf(Malformed.class).hasMessage(why);
    }
}
