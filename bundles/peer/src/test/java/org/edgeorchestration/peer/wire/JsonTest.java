// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    private interface Reader {
        Object read(ObjectNode body) throws UnreadableBody;
    }

    private static final List<Reader> READERS = List.of(
            ScoreJson::asking,
            ScoreJson::read,
            ResourceJson::read,
            body -> OrderJson.readGo(body, true),
            body -> OrderJson.readGo(body, false),
            OrderJson::readOurs,
            StatusAnswer::read,
            ReportJson::read,
            KnownJson::read,
            NotificationJson::read);

    @ParameterizedTest
    @ValueSource(strings = {"", "[1]", "null", "1", "{", "{}x", "{\"a\":1,\"a\":1}", "{\"a\":NaN}", "{'a':1}", "{a:1}"})
    void readsOneObjectAndNothingElse(String text) {
        assertThatThrownBy(() -> Json.read(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UnreadableBody.class);
        assertThatThrownBy(() -> Json.read(text.getBytes(StandardCharsets.UTF_16)))
                .isInstanceOf(UnreadableBody.class);
    }

    @Test
    void readsNothingDeep() {
        byte[] deep = ("{\"a\":" + "[".repeat(32) + "]".repeat(32) + "}").getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Json.read(deep)).isInstanceOf(UnreadableBody.class);
        byte[] deeper = "{\"a\":".repeat(10_000).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Json.read(deeper)).isInstanceOf(UnreadableBody.class);
    }

    @Property
    void readsAnyBytesWithoutAnUncaughtError(@ForAll @Size(max = 200) byte[] body) {
        read(body);
    }

    @Property(tries = 3_000)
    void readsAnyObjectWithoutAnUncaughtError(@ForAll("objects") String text) {
        read(text.getBytes(StandardCharsets.UTF_8));
    }

    @Provide
    Arbitrary<String> objects() {
        Arbitrary<String> keys = Arbitraries.of(
                "devID",
                "ScoreValue",
                "Node",
                "Load",
                "Id",
                "Platform",
                "Addresses",
                "ExecutionTypes",
                "Services",
                "Life",
                "Running",
                "Waiting",
                "Full",
                "CpuCount",
                "CpuUsage",
                "CpuFrequency",
                "MemoryTotal",
                "cpuCount",
                "rtt",
                "ServiceID",
                "ServiceName",
                "Requester",
                "UserArgs",
                "ExecutionId",
                "ExecutionType",
                "Status",
                "Refusal",
                "Kind",
                "Output",
                "Stream",
                "Text",
                "ExitCode",
                "Reason",
                "Sequence",
                "Known");
        Arbitrary<String> scalars = Arbitraries.of(
                "null",
                "true",
                "0",
                "-1",
                "7",
                "1e999",
                "1e18",
                "1.5",
                "\"\"",
                "\"x\"",
                "\"container\"",
                "\"Started\"",
                "\"Failed\"",
                "\"STDOUT\"",
                "\"BUSY\"",
                "\"1.2.3.4\"",
                "\"\\ud800\"",
                "\"\\u0000\"",
                "[]",
                "{}");
        Arbitrary<String> arrays = scalars.list().ofMaxSize(3).map(list -> "[" + String.join(",", list) + "]");
        Arbitrary<String> inner = object(keys, Arbitraries.oneOf(scalars, arrays));
        Arbitrary<String> innerArrays = inner.list().ofMaxSize(2).map(list -> "[" + String.join(",", list) + "]");
        return object(keys, Arbitraries.oneOf(scalars, arrays, inner, innerArrays));
    }

    private static Arbitrary<String> object(Arbitrary<String> keys, Arbitrary<String> values) {
        return Arbitraries.maps(keys, values).ofMaxSize(12).map(map -> map.entrySet().stream()
                .map(entry -> '"' + entry.getKey() + "\":" + entry.getValue())
                .toList()
                .toString()
                .replaceFirst("^\\[", "{")
                .replaceFirst("]$", "}"));
    }

    private static void read(byte[] body) {
        for (Reader reader : READERS) {
            try {
                assertThat(reader.read(Json.read(body))).isNotNull();
            } catch (UnreadableBody e) {
                assertThat(e).hasMessageNotContainingAny("ud800");
            }
        }
    }
}
