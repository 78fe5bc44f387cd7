// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.edgeorchestration.rest.RequestReader.Reading;

/** Whatever bytes come, there is an answer. */
class AnyBytesTest {
    private static Optional<Fixture> node = Optional.empty();

    @BeforeContainer
    static void open() {
        node = Optional.of(new Fixture());
    }

    @AfterContainer
    static void close() {
        node.ifPresent(Fixture::close);
    }

    @Property(tries = 5_000)
    void readsAnyBytesWithoutFailing(@ForAll byte[] body) {
        assertThat(RequestReader.read(body, Optional.empty())).isNotNull();
    }

    @Property(tries = 5_000)
    void readsAnythingLikeARequestWithoutFailing(@ForAll("tokens") String body) {
        assertThat(RequestReader.read(body.getBytes(StandardCharsets.UTF_8), Optional.empty()))
                .isNotNull();
    }

    @Property(tries = 1_000)
    void keepsEveryWordOfACommandAsItIs(@ForAll("words") List<String> words) {
        ObjectNode request = new ObjectMapper().createObjectNode().put("ServiceName", "s");
        ArrayNode command = request.putArray("ServiceInfo")
                .addObject()
                .put("ExecutionType", "container")
                .putArray("ExecCmd");
        words.forEach(command::add);
        Reading reading = RequestReader.read(request.toString().getBytes(StandardCharsets.UTF_8), Optional.empty());
        assertThat(reading).isInstanceOfSatisfying(Reading.Complete.class, complete -> assertThat(
                        complete.request().variants().get(0).command())
                .isEqualTo(words));
    }

    @Property(tries = 300)
    void answersAnyBodyWith200Or400(@ForAll byte[] body) throws IOException {
        try (Wire wire = node.orElseThrow().connect()) {
            wire.send(Wire.head("POST", body.length)).send(body);
            assertThat(wire.receive().status()).isIn(200, 400);
        }
    }

    @Property(tries = 300)
    void neverFailsOnAnyBytesInPlaceOfHttp(@ForAll byte[] bytes) throws IOException {
        try (Wire wire = node.orElseThrow().connect()) {
            wire.send("GET ").send(bytes).send("\r\n\r\n");
            assertThat(wire.receive().status()).isBetween(400, 505).isNotEqualTo(500);
        }
    }

    @Provide
    Arbitrary<String> tokens() {
        return Arbitraries.of(
                        "{",
                        "}",
                        "[",
                        "]",
                        ",",
                        ":",
                        "null",
                        "true",
                        "1e999",
                        "-0",
                        "\"\"",
                        "\"x\"",
                        "\"\\ud800\"",
                        "\"ServiceName\"",
                        "\"ServiceInfo\"",
                        "\"ExecutionType\"",
                        "\"ExecCmd\"",
                        "\"container\"",
                        "\"SelfSelection\"",
                        "\"StatusCallbackURI\"",
                        "\"http://x/\"",
                        " ",
                        "\\",
                        "\u0000")
                .list()
                .ofMaxSize(30)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<List<String>> words() {
        return Arbitraries.strings()
                .withCharRange('\u0001', '\uD7FF')
                .ofMaxLength(20)
                .list()
                .ofMaxSize(20);
    }
}
