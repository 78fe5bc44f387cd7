// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.edgeorchestration.api.node.SharedKey;
import org.edgeorchestration.api.scoring.Resources;
import org.edgeorchestration.peer.wire.Encoding;
import org.edgeorchestration.peer.wire.GoSeal;
import org.edgeorchestration.peer.wire.Json;
import org.edgeorchestration.peer.wire.ResourceJson;
import org.edgeorchestration.peer.wire.ScoreJson;
import org.edgeorchestration.peer.wire.UnreadableBody;

/** A node of the Go project, in so far as a caller can tell: its statuses and where it would end (specification, section 0.6). */
final class GoWords implements TestNode.Words {
    private final Profile profile;
    private final Encoding encoding;
    private final GoSeal seal;
    private final List<ObjectNode> orders = new CopyOnWriteArrayList<>();
    private final List<ObjectNode> notifications = new CopyOnWriteArrayList<>();
    volatile int orderStatus = 200;
    volatile int notificationStatus = 200;
    volatile double score = 7.5;
    volatile boolean dead;

    GoWords(Profile profile, SharedKey key) {
        this(profile, key, profile == Profile.P0 || profile == Profile.P1 ? Encoding.SEALED : Encoding.PLAIN);
    }

    GoWords(Profile profile, SharedKey key, Encoding encoding) {
        this.profile = profile;
        this.encoding = encoding;
        this.seal = new GoSeal(key);
    }

    boolean isOfTheSeedEra() {
        return profile == Profile.P0;
    }

    List<ObjectNode> orders() {
        return orders;
    }

    List<ObjectNode> notifications() {
        return notifications;
    }

    @Override
    public Optional<TestNode.Said> answer(TestNode.Heard call) throws UnreadableBody {
        if (call.path().equals(Routes.PING)) {
            boolean pong = profile.compareTo(Profile.P3) >= 0;
            return Optional.of(TestNode.Said.plain(200, pong ? "Pong\n".getBytes(UTF_8) : new byte[0]));
        }
        boolean post = profile == Profile.P5 || !call.path().equals(Routes.SCORE);
        boolean resource = call.path().equals(Routes.RESOURCE);
        if (resource && profile == Profile.P0) {
            return Optional.of(TestNode.Said.plain(404, "404 page not found\n".getBytes(UTF_8)));
        }
        if (!call.method().equals(post && !resource ? "POST" : "GET")) {
            return Optional.of(TestNode.Said.empty(405));
        }
        if (encoding == Encoding.SEALED && call.body().length < 12) {
            dead = true;
            return Optional.empty();
        }
        Optional<byte[]> plain = encoding == Encoding.SEALED ? seal.open(call.body()) : Optional.of(call.body());
        if (plain.isEmpty()) {
            return Optional.of(TestNode.Said.empty(503));
        }
        ObjectNode body;
        try {
            body = Json.read(plain.get());
        } catch (UnreadableBody e) {
            return Optional.of(TestNode.Said.empty(503));
        }
        return Optional.of(answer(call.path(), body));
    }

    private TestNode.Said answer(String path, ObjectNode body) {
        return switch (path) {
            case Routes.SCORE ->
                encoded(body.path("devID").isTextual() ? score() : JsonNodeFactory.instance.objectNode());
            case Routes.RESOURCE ->
                encoded(new ResourceJson(new Resources(20, 2, 3_000, 1_000, 1 << 30, 1 << 30), Duration.ofMillis(1))
                        .write());
            case Routes.SERVICES -> {
                orders.add(body);
                yield orderStatus == 200
                        ? encoded(JsonNodeFactory.instance.objectNode().put("Status", "Started"))
                        : TestNode.Said.empty(orderStatus);
            }
            default -> {
                notifications.add(body);
                yield TestNode.Said.empty(notificationStatus);
            }
        };
    }

    private ObjectNode score() {
        return score > 0
                ? ScoreJson.ofGo(score).write()
                : JsonNodeFactory.instance.objectNode().put("ScoreValue", 0);
    }

    private TestNode.Said encoded(ObjectNode answer) {
        byte[] plain = Json.bytes(answer);
        return TestNode.Said.plain(200, encoding == Encoding.SEALED ? seal.seal(plain) : plain);
    }
}
