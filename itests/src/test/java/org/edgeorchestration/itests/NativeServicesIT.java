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
import org.junit.jupiter.api.io.TempDir;

/** Where no engine answers: registered programs run, others do not, and the node lives through thousands of requests. */
class NativeServicesIT {

    private static final Duration ENDS_WITHIN = Duration.ofSeconds(20);

    /** Idle threads of a pool end after ten seconds, Jetty's and Felix's after a minute at most. */
    private static final Duration RESTS_WITHIN = Duration.ofSeconds(75);

    @AutoClose
    private static RunningNode node;

    private static Application application;

    @BeforeAll
    static void startNode(@TempDir Path directory) throws Exception {
        node = NodeHome.unpackedIn(directory).start(Map.of());
        application = node.application();
    }

    @Test
    void theExampleThatComesWithTheDistributionRuns() throws Exception {
        try (CallbackReceiver receiver = new CallbackReceiver()) {
            String id = application.accepted(hello(Optional.of(receiver)));

            JsonNode last = receiver.awaited(id, "Finished", ENDS_WITHIN);
            assertThat(last.path("ExitCode").asInt(-1)).isZero();
            assertThat(application.logs(id)).isNotBlank();
            assertThat(node.log().lines())
                    .anyMatch(line -> line.contains(id)
                            && line.contains(
                                    application.logs(id).lines().findFirst().orElseThrow()));
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

        assertThat(answer.text("Message")).isNotEqualTo("ERROR_NONE");
    }

    @Test
    void thePlacementTellsTheChoiceWithoutRunningAnything() {
        Answer answer = application.get(
                "/api/v1/orchestration/services/" + application.accepted(hello(Optional.empty())) + "/placement");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("native");
    }

    @Test
    void fiveThousandRequestsInOneLifeLeaveNothingBehind() throws Exception {
        ask(1_000);
        Vitals before = node.vitals();
        int threads = atRest().size();

        ask(4_000);

        Vitals after = node.vitals();
        assertThat(after.descriptors()).isLessThanOrEqualTo(before.descriptors() + 32);
        assertThat(after.liveBytes()).isLessThanOrEqualTo(before.liveBytes() + 2_000_000);
        atRest();
        Await.asserted(RESTS_WITHIN, () -> assertThat(node.threads()).hasSizeLessThanOrEqualTo(threads));
    }

    /** The node's threads once those that ran the services have ended. */
    private static List<String> atRest() {
        return Await.value("end of idle threads", RESTS_WITHIN, () -> Optional.of(node.threads())
                .filter(names -> names.stream().noneMatch(name -> name.startsWith("edge-native"))));
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
        assertThat(application.ended(id, ENDS_WITHIN).path("Status").asText()).isEqualTo("Finished");
    }

    private static String hello(Optional<CallbackReceiver> receiver) {
        return Application.request("hello", "native", receiver.map(CallbackReceiver::uri), "hello");
    }
}
