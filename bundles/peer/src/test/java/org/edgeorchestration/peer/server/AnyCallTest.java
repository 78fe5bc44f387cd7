// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import org.edgeorchestration.api.peer.PeerAnswer;
import org.edgeorchestration.api.peer.PeerCall;
import org.edgeorchestration.peer.wire.Json;
import org.edgeorchestration.peer.wire.ScoreJson;
import org.edgeorchestration.peer.wire.UnreadableBody;

/** Whatever comes is answered, and no answer is one that a Go node cannot bear (specification, section 0.6). */
class AnyCallTest {
    private static final Fixture NODE = new Fixture();

    @AfterContainer
    static void close() {
        NODE.close();
    }

    @Property(tries = 2_000)
    void isAnswered(
            @ForAll("methods") String method,
            @ForAll("paths") String path,
            @ForAll("headers") String header,
            @ForAll @Size(max = 200) byte[] body) {
        PeerAnswer answer = answer(method, path, Optional.of(header), body);
        assertThat(answer.status()).isIn(200, 301, 401, 404, 405);
        PeerAnswer go = answer(method, path, Optional.empty(), body);
        assertThat(go.status()).isIn(200, 301, 400, 404, 405, 503);
    }

    @Property(tries = 3_000)
    void isAnsweredWithWhatAGoNodeCanBear(
            @ForAll("methods") String method, @ForAll("paths") String path, @ForAll("bodies") String body)
            throws UnreadableBody {
        byte[] plain = body.getBytes(StandardCharsets.UTF_8);
        check(path, answer(method, path, Optional.empty(), plain));
        PeerAnswer sealed = answer(method, path, Optional.empty(), Fixture.GO_SEAL.seal(plain));
        if (sealed.status() == 200 && sealed.body().hasRemaining() && !path.endsWith("/ping")) {
            byte[] opened = Fixture.GO_SEAL.open(sealed.bytes()).orElseThrow();
            check(path, new PeerAnswer(200, Map.of(), ByteBuffer.wrap(opened)));
        }
    }

    private static void check(String path, PeerAnswer answer) throws UnreadableBody {
        assertThat(answer.status()).isIn(200, 301, 400, 404, 405, 500, 503);
        if (answer.status() == 200 && path.endsWith("/score")) {
            assertThat(ScoreJson.read(Json.read(answer.bytes())).score()).isPresent();
        }
        if (answer.status() == 200 && path.endsWith("/services")) {
            ObjectNode json = Json.read(answer.bytes());
            assertThat(json.get("Status").isTextual()).isTrue();
        }
        if (answer.status() >= 400 && answer.status() != 404) {
            assertThat(answer.bytes()).isEmpty();
        }
    }

    private static PeerAnswer answer(String method, String path, Optional<String> header, byte[] body) {
        InetSocketAddress here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 56_002);
        Map<String, String> headers =
                header.map(value -> Map.of("edge-peer", value)).orElse(Map.of());
        PeerCall call = new PeerCall(method, path, here, here, false, headers, ByteBuffer.wrap(body));
        return ((PeerRoutes) NODE.server.calls()).answer(call, Door.PEERS);
    }

    @Provide
    Arbitrary<String> methods() {
        return Arbitraries.of("GET", "POST", "DELETE", "PUT", "HEAD", "");
    }

    @Provide
    Arbitrary<String> paths() {
        return Arbitraries.of(
                        "/ping",
                        "/ping/",
                        "/scoringmgr/score",
                        "/scoringmgr/resource",
                        "/servicemgr/services",
                        "/servicemgr/services/notification/1",
                        "/servicemgr/services/notification",
                        "/servicemgr/services/e-1",
                        "/servicemgr/services/E!",
                        "/discoverymgr/register",
                        "/discoverymgr/orchestrationinfo",
                        "/nope")
                .map(path -> "/api/v1" + path);
    }

    @Provide
    Arbitrary<String> headers() {
        String epoch = "0123456789abcdef0123456789abcdef";
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(100),
                Arbitraries.of("1 n " + epoch + ' ' + epoch + " 1", "1 n " + epoch, "1"));
    }

    @Provide
    Arbitrary<String> bodies() {
        Arbitrary<String> keys = Arbitraries.of(
                "devID", "ServiceID", "ServiceName", "Requester", "UserArgs", "Status", "NotificationTargetURL");
        Arbitrary<String> values = Arbitraries.of(
                "null",
                "1",
                "1.5",
                "1e999",
                "\"\"",
                "\"x\"",
                "\"edge-orchestration-other\"",
                "[]",
                "[\"container\"]",
                "[\"a\",\"native\"]",
                "[1]",
                "{}",
                "true",
                "\"\\ud800\"");
        return Arbitraries.maps(keys, values).ofMaxSize(7).map(map -> {
            StringBuilder json = new StringBuilder("{");
            map.forEach(
                    (key, value) -> json.append(json.length() > 1 ? "," : "").append('"' + key + "\":" + value));
            return json.append('}').toString();
        });
    }
}
