// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.itests.gopeer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The fixture itself, held against what real Go nodes sent. */
class GoPacketsTest {

    private static final Pattern UUID = Pattern.compile("edge-([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})\\.local");
    private static final Pattern STRINGS = Pattern.compile("TXT \\[([^]]*)]");
    private static final Pattern ID = Pattern.compile("id=(\\d+)");

    static Stream<JsonNode> captured() throws IOException {
        try (InputStream in = GoPacketsTest.class.getResourceAsStream("/mdns_packets.json")) {
            return StreamSupport.stream(Story.JSON.readTree(in).spliterator(), false);
        }
    }

    @ParameterizedTest
    @MethodSource("captured")
    void everyCapturedPacketIsWrittenByteForByte(JsonNode capture) throws Exception {
        String decoded = capture.path("decoded").toString();
        Matcher uuid = UUID.matcher(decoded);
        Matcher strings = STRINGS.matcher(decoded);
        Matcher id = ID.matcher(decoded);
        assertThat(strings.find() && id.find()).isTrue();
        List<String> txt = List.of(strings.group(1).replace("'", "").split(", "));
        int number = Integer.parseInt(id.group(1));
        String device = uuid.find() ? uuid.group(1) : deviceOf(capture);
        GoPackets packets = new GoPackets(device, txt, List.of((Inet4Address) InetAddress.getByName("10.9.0.1")));

        assertThat(Stream.of(
                                packets.advertisement(),
                                packets.probe(number),
                                packets.announcement(),
                                packets.reply(number),
                                packets.txtUpdate())
                        .map(HexFormat.of()::formatHex))
                .contains(capture.path("hex").asText());
    }

    private static String deviceOf(JsonNode capture) {
        byte[] packet = HexFormat.of().parseHex(capture.path("hex").asText());
        Optional<GoParser.Seen> seen = GoParser.seen(packet, packet.length);
        return seen.orElseThrow().deviceId().replace("edge-orchestration-", "");
    }
}
