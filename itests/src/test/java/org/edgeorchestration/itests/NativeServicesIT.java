// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.edgeorchestration.itests.Application.Answer;
import org.edgeorchestration.itests.RunningNode.Vitals;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Where no engine answers: registered programs run, others do not, and the node lives through thousands of requests. */
@ExtendWith(Witnesses.class)
class NativeServicesIT {

    private static final Duration ENDS_WITHIN = Duration.ofMinutes(2);

    /** Idle threads of a pool end after ten seconds, Jetty's and Felix's after a minute at most. */
    private static final Duration RESTS_WITHIN = Duration.ofMinutes(3);

    @AutoClose
    private static RunningNode node;

    private static Application application;

    @BeforeAll
    static void startNode(@TempDir Path directory) throws Exception {
        node = NodeHome.unpackedIn(directory).start(Map.of());
        application = node.application();
        Await.until(
                "the example registered",
                ENDS_WITHIN,
                () -> application.get("/api/v1/orchestration/nodes").body().contains("\"hello\""),
                node::log);
    }

    @Test
    void theExampleThatComesWithTheDistributionRuns() throws Exception {
        try (CallbackReceiver receiver = new CallbackReceiver()) {
            String id = application.accepted(hello(Optional.of(receiver)));

            JsonNode last = receiver.awaited(id, "Finished", ENDS_WITHIN);
            assertThat(last.path("ExitCode").asInt(-1)).as(last.toString()).isZero();
            String output = application.logs(id);
            assertThat(output).isNotBlank();
            // a thread of its own writes the log
            Await.asserted(ENDS_WITHIN, () -> assertThat(node.log().lines())
                    .anyMatch(line -> line.contains(id)
                            && line.contains(output.lines().findFirst().orElseThrow())));
        }
    }

    @Test
    void aProgramThatNobodyRegisteredIsRefused() {
        Answer answer =
                application.post(Application.request("shutdown", "native", Optional.empty(), "shutdown", "--help"));

        assertThat(answer.body()).doesNotContain("ERROR_NONE").contains("shutdown");
    }

    @Test
    void aContainerIsRefusedWithTheReason() {
        Answer answer = application.post(
                Application.request("any", "container", Optional.empty(), "docker", "run", "busybox", "true"));

        assertThat(answer.text("Message")).as(answer.body()).isNotEqualTo("ERROR_NONE");
    }

    @Test
    void thePlacementTellsTheChoiceWithoutRunningAnything() {
        Answer answer = application.get(
                "/api/v1/orchestration/services/" + application.accepted(hello(Optional.empty())) + "/placement");

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("native");
    }

    @Test
    void fiveThousandRequestsInOneLifeLeaveNothingBehind() {
        ask(1_000);
        atRest();
        Vitals before = node.vitals();
        List<String> threads = node.threads();

        ask(4_000);

        atRest();
        Await.asserted(RESTS_WITHIN, () -> {
            Vitals after = node.vitals();
            assertThat(after.descriptors())
                    .as("descriptors; before %s", before)
                    .isLessThanOrEqualTo(before.descriptors() + 32);
            assertThat(after.liveBytes())
                    .as("bytes on the heap; before %s", before)
                    .isLessThanOrEqualTo(before.liveBytes() + 2_000_000);
        });
        Await.asserted(RESTS_WITHIN, () -> assertThat(node.threads())
                .as("threads; before there were %s", threads)
                .hasSizeLessThanOrEqualTo(threads.size()));
    }

    /** Once the threads that ran the services have ended. */
    private static void atRest() {
        Await.until(
                "end of idle threads",
                RESTS_WITHIN,
                () -> node.threads().stream().noneMatch(name -> name.startsWith("edge-native")),
                node::threads);
    }

    /** Requests with at most eight services under way, each of them to its end. */
    private static void ask(int times) {
        String request = hello(Optional.empty());
        Queue<String> underWay = new ArrayDeque<>();
        for (int i = 0; i < times; i++) {
            underWay.add(application.accepted(request));
            if (underWay.size() == 8) {
                finished(underWay.remove());
            }
        }
        underWay.forEach(NativeServicesIT::finished);
    }

    private static void finished(String id) {
        JsonNode last = application.ended(id, ENDS_WITHIN);
        assertThat(last.path("Status").asText()).as(last.toString()).isEqualTo("Finished");
    }

    private static String hello(Optional<CallbackReceiver> receiver) {
        return Application.request("hello", "native", receiver.map(CallbackReceiver::uri), "hello");
    }
}
