// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A packet that a real Go node sent.
 *
 * @param name version and kind, such as {@code seed ADV}
 * @param hex its bytes
 * @param content what is in it, a line for the header and one for each question and record
 */
public record CapturedPacket(String name, String hex, List<String> content) {

    public byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    /** All of them. */
    public static List<CapturedPacket> all() {
        try (InputStream file = CapturedPacket.class.getResourceAsStream("/captured-packets.txt")) {
            String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            return Stream.of(text.substring(text.indexOf('\n') + 1).split("\n\n"))
                    .map(block -> block.lines().toList())
                    .map(lines -> new CapturedPacket(lines.get(0), lines.get(1), lines.subList(2, lines.size())))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The one with that name. */
    public static CapturedPacket of(String name) {
        return all().stream()
                .filter(packet -> packet.name.equals(name))
                .findFirst()
                .orElseThrow();
    }

    public Message message() {
        return ((Decoded.Understood) MessageReader.read(ByteBuffer.wrap(bytes()))).message();
    }

    @Override
    public String toString() {
        return name;
    }
}
