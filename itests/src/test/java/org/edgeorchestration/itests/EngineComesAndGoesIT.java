// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine is absent, comes, dies with work in hand, comes back, has a full disk; the node stays up all the while. */
@NeedsEngine
class EngineComesAndGoesIT {

    private static final Duration NOTICED_WITHIN = Duration.ofMinutes(3);
    private static final String PATIENCE = "ORG_EDGEORCHESTRATION_EXECUTOR_CONTAINER_ENGINE_PATIENCE_SECONDS";
    private static final String PROBE =
            Application.request("probe", "container", Optional.empty(), "docker", "run", "busybox", "echo", "here");

    private RunningNode node;
    private Application application;

    @BeforeEach
    void startNodeWithoutAnEngine(@TempDir Path directory) throws Exception {
        Rig.engine2("down");
        node = NodeHome.unpackedIn(directory).start(Map.of("DOCKER_HOST", Rig.engine2("host"), PATIENCE, "5"));
        application = node.application();
    }

    @AfterEach
    void end() {
        node.close();
        Rig.engine2("down");
    }

    @Test
    void theExecutorComesAndGoesWithTheEngine() {
        assertThat(application.post(PROBE).text("Message")).isNotEqualTo("ERROR_NONE");

        Rig.engine2("up");
        runsOnceTheEngineIsNoticed();
        Rig.engine2("kill");
        Await.until(
                "refusal",
                NOTICED_WITHIN,
                () -> !application.post(PROBE).text("Message").equals("ERROR_NONE"),
                node::log);

        Rig.engine2("up");
        runsOnceTheEngineIsNoticed();
    }

    @Test
    void whatRanOnAnEngineThatStaysAwayIsLost() {
        Rig.engine2("up");
        runsOnceTheEngineIsNoticed();
        String sleeper = startedSleeper();

        Rig.engine2("kill");

        JsonNode last = application.ended(sleeper, NOTICED_WITHIN);
        assertThat(last.path("Status").asText()).as(last.toString()).isEqualTo("Lost");
        assertThat(last.path("Reason").asText()).containsIgnoringCase("engine");
    }

    /** What is freed by the end of another container is filled again, so that the disk stays full. */
    @Test
    void anEngineWithAFullDiskFailsAServiceInItsOwnWords() {
        Rig.engine2("up", "24m");
        runsOnceTheEngineIsNoticed();
        String filler = application.container(
                "docker",
                "run",
                "busybox",
                "sh",
                "-c",
                "sleep 1; while true; do cat /dev/zero >>/file; sleep 0.05; done 2>/dev/null");
        Await.until(
                "the disk is full",
                NOTICED_WITHIN,
                () -> Rig.engine2("free").equals("0"),
                () -> Rig.engine2("free") + " bytes free; " + application.execution(filler));

        String next = application.container("docker", "run", "busybox", "true");

        JsonNode last = application.ended(next, NOTICED_WITHIN);
        assertThat(last.path("Status").asText()).as(last.toString()).isEqualTo("Failed");
        assertThat(last.path("Reason").asText()).contains("no space left on device");
        assertThat(application.status(filler))
                .as(application.execution(filler).toString())
                .isEqualTo("Started");
    }

    private String startedSleeper() {
        String sleeper = application.container("docker", "run", "busybox", "sleep", "300");
        Await.until(
                "the sleeper runs",
                NOTICED_WITHIN,
                () -> application.status(sleeper).equals("Started"),
                () -> application.execution(sleeper));
        return sleeper;
    }

    private void runsOnceTheEngineIsNoticed() {
        String id = Await.value(
                "acceptance by the container executor",
                NOTICED_WITHIN,
                () -> Optional.of(application.post(PROBE))
                        .filter(answer -> answer.text("Message").equals("ERROR_NONE"))
                        .map(answer -> answer.text("ExecutionId")),
                node::log);
        assertThat(application.ended(id, NOTICED_WITHIN).path("Status").asText())
                .as(application.execution(id).toString())
                .isEqualTo("Finished");
    }
}
