// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import org.edgeorchestration.api.node.SharedKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The vectors are bodies that real Go nodes have opened, or refused. */
class GoSealTest {
    private static final SharedKey KEY = new SharedKey("thisIsAuthenticationKey".getBytes(StandardCharsets.UTF_8));
    private static final GoSeal SEAL = new GoSeal(KEY);

    static Stream<JsonNode> vectors() throws IOException {
        return vectors("cipher");
    }

    static Stream<JsonNode> negativeVectors() throws IOException {
        return vectors("cipher_negative");
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void sealsAndOpensLikeAGoNode(JsonNode vector) {
        GoSeal seal = seal(vector);
        byte[] plain = vector.get("plaintext").textValue().getBytes(StandardCharsets.UTF_8);
        byte[] body = hex(vector, "body_hex");
        assertThat(seal.open(body)).hasValue(plain);
        if (vector.has("nonce_hex")) {
            assertThat(seal.seal(plain, hex(vector, "nonce_hex"))).isEqualTo(body);
        }
    }

    @ParameterizedTest
    @MethodSource("negativeVectors")
    void takesNoObjectFromWhatAGoNodeRefuses(JsonNode vector) {
        assertThat(seal(vector).open(hex(vector, "body_hex")).flatMap(GoSealTest::object))
                .isEmpty();
    }

    @Test
    void opensWhatASeedNodeSent() {
        GoSeal withLineFeed = new GoSeal(new SharedKey("thisIsAuthenticationKey\n".getBytes(StandardCharsets.UTF_8)));
        byte[] body = HexFormat.of()
                .parseHex(
                        "47b4a8e5d1d0303c74fe8062282295d31f58f191748ee1468d2235db752ee52f36f2439684170fc88603afa4f067e"
                                + "23d55f0490aa0694dd97f5eda4464f4a0");
        assertThat(withLineFeed.open(body))
                .hasValue("{\"ServiceID\":5,\"Status\":\"Finished\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(SEAL.open(body)).isEmpty();
    }

    @Test
    void neverMakesABodyThatCrashesAGoNode() {
        assertThatThrownBy(() -> SEAL.seal(new byte[0])).isInstanceOf(IllegalArgumentException.class);
        assertThat(SEAL.seal(new byte[1])).hasSizeGreaterThan(11);
    }

    @Property
    void opensWhatItSealed(@ForAll @NotEmpty byte[] plain) {
        assertThat(SEAL.open(SEAL.seal(plain))).hasValue(plain);
    }

    @Property
    void opensNoGarbage(@ForAll @Size(max = 300) byte[] body) {
        assertThat(SEAL.open(body)).isEmpty();
    }

    @Property(tries = 200)
    void opensNothingShort(@ForAll @IntRange(max = 28) int length) {
        assertThat(SEAL.open(Arrays.copyOf(SEAL.seal("{}".getBytes(StandardCharsets.UTF_8)), length)))
                .isEmpty();
    }

    @Property
    void opensNothingWithAFlippedBit(@ForAll @IntRange(max = 39 * 8 - 1) int bit) {
        byte[] body = SEAL.seal("hello world".getBytes(StandardCharsets.UTF_8));
        body[bit / 8] ^= (byte) (1 << bit % 8);
        assertThat(SEAL.open(body)).isEmpty();
    }

    private static Optional<JsonNode> object(byte[] plain) {
        try {
            return Optional.of(Json.read(plain));
        } catch (UnreadableBody e) {
            return Optional.empty();
        }
    }

    private static GoSeal seal(JsonNode vector) {
        return new GoSeal(new SharedKey(hex(vector, "passphrase_hex")));
    }

    private static byte[] hex(JsonNode vector, String key) {
        return HexFormat.of().parseHex(vector.get(key).textValue());
    }

    private static Stream<JsonNode> vectors(String group) throws IOException {
        try (InputStream in = Objects.requireNonNull(GoSealTest.class.getResourceAsStream("/vectors.json"))) {
            JsonNode vectors = new JsonMapper().readTree(in).get(group);
            return StreamSupport.stream(vectors.spliterator(), false);
        }
    }
}
