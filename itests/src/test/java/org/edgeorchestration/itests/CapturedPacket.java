// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.itests;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * What a real Go node once sent by multicast DNS.
 *
 * @param from the node's version
 * @param hex its bytes
 * @param decoded the same, a line a record
 */
record CapturedPacket(String from, String hex, List<String> decoded) {

    private static final String SENDER = "0a090001";
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    static List<CapturedPacket> all() throws IOException {
        try (InputStream in = CapturedPacket.class.getResourceAsStream("/mdns_packets.json")) {
            return StreamSupport.stream(Application.JSON.readTree(in).spliterator(), false)
                    .map(packet -> new CapturedPacket(
                            packet.path("from").asText(),
                            packet.path("hex").asText(),
                            StreamSupport.stream(packet.path("decoded").spliterator(), false)
                                    .map(JsonNode::asText)
                                    .toList()))
                    .toList();
        }
    }

    @Override
    public String toString() {
        return from + ", " + bytes().length + " bytes: " + decoded.get(decoded.size() - 1);
    }

    /** Whether it holds an address. */
    boolean hasAddress() {
        return decoded.stream().anyMatch(line -> line.contains(" A "));
    }

    /** Whether it holds a question, which whoever hears it has to answer. */
    boolean asks() {
        return decoded.stream().anyMatch(line -> line.startsWith("Q "));
    }

    String deviceId() {
        Matcher uuid = UUID.matcher(new String(bytes(), StandardCharsets.ISO_8859_1));
        if (!uuid.find()) {
            throw new IllegalStateException("no device in " + this);
        }
        return "edge-orchestration-" + uuid.group();
    }

    byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    /** The same with another address in the place of its sender's. */
    byte[] bytes(InetAddress sender) {
        return HexFormat.of().parseHex(hex.replace(SENDER, HexFormat.of().formatHex(sender.getAddress())));
    }
}
