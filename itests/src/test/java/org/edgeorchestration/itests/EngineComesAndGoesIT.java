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

    private static final Duration NOTICED_WITHIN = Duration.ofSeconds(30);
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
                () -> !application.post(PROBE).text("Message").equals("ERROR_NONE"));

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
        assertThat(last.path("Status").asText()).isEqualTo("Lost");
        assertThat(last.path("Reason").asText()).containsIgnoringCase("engine");
    }

    @Test
    void anEngineWithAFullDiskFailsAServiceInItsOwnWords() {
        Rig.engine2("up", "24m");
        runsOnceTheEngineIsNoticed();
        String filler = application.container(
                "docker", "run", "busybox", "sh", "-c", "dd if=/dev/zero of=/file bs=1048576 count=64; sleep 300");
        Await.until(
                "the disk is full", NOTICED_WITHIN, () -> Rig.engine2("free").equals("0"));

        String next = application.container("docker", "run", "busybox", "true");

        JsonNode last = application.ended(next, NOTICED_WITHIN);
        assertThat(last.path("Status").asText()).isEqualTo("Failed");
        assertThat(last.path("Reason").asText()).contains("no space left on device");
        assertThat(application.status(filler)).isEqualTo("Started");
    }

    private String startedSleeper() {
        String sleeper = application.container("docker", "run", "busybox", "sleep", "300");
        Await.until("the sleeper runs", NOTICED_WITHIN, () -> application
                .status(sleeper)
                .equals("Started"));
        return sleeper;
    }

    private void runsOnceTheEngineIsNoticed() {
        String id = Await.value(
                "acceptance by the container executor", NOTICED_WITHIN, () -> Optional.of(application.post(PROBE))
                        .filter(answer -> answer.text("Message").equals("ERROR_NONE"))
                        .map(answer -> answer.text("ExecutionId")));
        assertThat(application.ended(id, NOTICED_WITHIN).path("Status").asText())
                .as(application.execution(id).toString())
                .isEqualTo("Finished");
    }
}
