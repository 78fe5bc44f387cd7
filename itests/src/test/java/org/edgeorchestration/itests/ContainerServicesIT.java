// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.BindException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.edgeorchestration.itests.Application.Answer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job on real parts: a request, a container in a real engine, and what the application learns of it. */
@NeedsEngine
class ContainerServicesIT {

    private static final Duration ENDS_WITHIN = Duration.ofMinutes(3);

    /** Word for word the request that the users of the Go project know. */
    private static final String WELL_KNOWN_REQUEST =
            """
            {
                "ServiceName": "hello-world",
                "ServiceInfo": [
                {
                    "ExecutionType": "container",
                    "ExecCmd": [
                        "docker",
                        "run",
                        "-v", "/var/run:/var/run:rw",
                        "hello-world"
                    ]
                }],
                "StatusCallbackURI": "http://localhost:8888/api/v1/services/notification"
            }
            """;

    @AutoClose
    private static RunningNode node;

    private static Application application;

    @BeforeAll
    static void startNode(@TempDir Path directory) throws Exception {
        node = NodeHome.unpackedIn(directory).start(Map.of("DOCKER_HOST", Rig.engine()));
        application = node.application();
        Await.until(
                "the engine found",
                ENDS_WITHIN,
                () -> application
                        .post(Application.request(
                                "probe", "container", Optional.empty(), "docker", "run", "busybox", "true"))
                        .text("Message")
                        .equals("ERROR_NONE"),
                node::log);
    }

    @Test
    void theWellKnownRequestRunsAndIsAnsweredLoggedAndCalledBack() throws Exception {
        try (CallbackReceiver receiver = wellKnownReceiver()) {
            String request = WELL_KNOWN_REQUEST.replace(
                    "http://localhost:8888/api/v1/services/notification",
                    receiver.uri().toString());

            Answer answer = application.post(request);

            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            String id = answer.text("ExecutionId");
            assertThat(answer.text("Message")).as(answer.body()).isEqualTo("ERROR_NONE");
            assertThat(answer.text("ServiceName")).isEqualTo("hello-world");
            assertThat(answer.json().at("/RemoteTargetInfo/ExecutionType").asText())
                    .isEqualTo("container");
            assertThat(answer.json().at("/RemoteTargetInfo/Target").asText()).isNotBlank();
            assertThat(answer.headers().firstValue("Location"))
                    .hasValueSatisfying(location -> assertThat(location).endsWith("/services/" + id));

            JsonNode last = receiver.awaited(id, "Finished", ENDS_WITHIN);
            assertThat(last.path("ExitCode").asInt(-1)).as(last.toString()).isZero();
            assertThat(last.path("ServiceName").asText()).isEqualTo("hello-world");
            assertThat(application.logs(id)).contains("Hello from Docker!");
            // a thread of its own writes the log
            Await.asserted(ENDS_WITHIN, () -> assertThat(node.log().lines())
                    .anyMatch(line -> line.contains(id) && line.contains("Hello from Docker!")));
        }
    }

    private static CallbackReceiver wellKnownReceiver() throws Exception {
        try {
            return new CallbackReceiver(8888);
        } catch (BindException taken) {
            return new CallbackReceiver();
        }
    }

    @Test
    void anExitCodeOtherThanZeroIsAFailureWithThatCode() throws Exception {
        try (CallbackReceiver receiver = new CallbackReceiver()) {
            String id = application.accepted(Application.request(
                    "three",
                    "container",
                    Optional.of(receiver.uri()),
                    "docker",
                    "run",
                    "-e",
                    "A=b",
                    "busybox",
                    "sh",
                    "-c",
                    "echo $A; exit 3"));

            JsonNode last = receiver.awaited(id, "Failed", ENDS_WITHIN);

            assertThat(last.path("ExitCode").asInt(-1)).as(last.toString()).isEqualTo(3);
            assertThat(application.execution(id).path("ExitCode").asInt(-1)).isEqualTo(3);
            assertThat(application.logs(id).strip()).isEqualTo("b");
        }
    }

    @Test
    void sixtyFourAtOnceDoNotMix() throws Exception {
        try (CallbackReceiver receiver = new CallbackReceiver()) {
            Map<String, Integer> executions = new LinkedHashMap<>();
            for (int value = 0; value < 64; value++) {
                String script = "echo value-$V; exit $((V % 4))";
                executions.put(
                        application.accepted(Application.request(
                                "many",
                                "container",
                                Optional.of(receiver.uri()),
                                "docker",
                                "run",
                                "--network",
                                "none",
                                "-e",
                                "V=" + value,
                                "busybox",
                                "sh",
                                "-c",
                                script)),
                        value);
            }

            executions.forEach((id, value) -> {
                JsonNode last = application.ended(id, ENDS_WITHIN);
                assertThat(last.path("ExitCode").asInt(-1)).as(last.toString()).isEqualTo(value % 4);
                assertThat(last.path("Status").asText()).isEqualTo(value % 4 == 0 ? "Finished" : "Failed");
                assertThat(application.logs(id).strip()).isEqualTo("value-" + value);
                assertThat(receiver.awaited(id, last.path("Status").asText(), ENDS_WITHIN)
                                .path("ExitCode")
                                .asInt(-1))
                        .isEqualTo(value % 4);
            });
        }
    }

    @Test
    void anImageThatIsNotHereIsPulled() {
        String id = application.container("docker", "run", Rig.registry() + "/busybox", "echo", "pulled");

        JsonNode last = application.ended(id, ENDS_WITHIN);
        assertThat(last.path("Status").asText()).as(last.toString()).isEqualTo("Finished");
        assertThat(application.logs(id)).contains("pulled");
    }

    @Test
    void anImageThatIsNowhereFailsWithTheRegistrysWords() {
        String id = application.container("docker", "run", Rig.registry() + "/no-such-image", "true");

        JsonNode last = application.ended(id, ENDS_WITHIN);

        assertThat(last.path("Status").asText()).as(last.toString()).isEqualTo("Failed");
        assertThat(last.path("Reason").asText()).contains("manifest unknown");
    }

    @Test
    void aRegistryThatDoesNotAnswerFailsWithTheReason() {
        String id = application.container("docker", "run", "localhost:1/any-image", "true");

        JsonNode last = application.ended(id, ENDS_WITHIN);

        assertThat(last.path("Status").asText()).as(last.toString()).isEqualTo("Failed");
        assertThat(last.path("Reason").asText()).contains("connection refused");
    }

    @Test
    void anUnsupportedOptionIsRefusedByName() {
        Answer answer = application.post(Application.request(
                "no", "container", Optional.empty(), "docker", "run", "--detach", "busybox", "true"));

        assertThat(answer.body()).contains("--detach").doesNotContain("ERROR_NONE");
    }
}
