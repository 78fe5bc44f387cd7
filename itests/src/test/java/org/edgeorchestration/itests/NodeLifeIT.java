// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A node's life from its start to its end, as an operator sees it. */
@ExtendWith(Witnesses.class)
class NodeLifeIT {

    private static final Pattern BUNDLE = Pattern.compile("^ *\\d+ \\|");

    private static final Duration STARTS_WITHIN = Duration.ofMinutes(3);

    private NodeHome home;

    @BeforeEach
    void unpack(@TempDir Path directory) throws Exception {
        home = NodeHome.unpackedIn(directory);
    }

    @Test
    void everyBundleIsActiveAndTheNodeIsHealthy() throws Exception {
        try (RunningNode node = home.start(Map.of())) {
            assertThat(node.application().isHealthy()).isTrue();
            // it answers before the last bundle has started
            Await.asserted(STARTS_WITHIN, () -> assertThat(
                            node.console("bundle:list -t 0").lines().filter(BUNDLE.asPredicate()))
                    .hasSizeGreaterThan(20)
                    .allMatch(bundle -> bundle.contains("| Active") || bundle.contains(", Hosts: ")));
            assertThat(node.errors()).isEmpty();
        }
    }

    @Test
    void theDeviceIdOutlivesTheNode() throws Exception {
        String first;
        try (RunningNode node = home.start(Map.of())) {
            first = deviceId(node);
        }
        try (RunningNode node = home.start(Map.of())) {
            assertThat(deviceId(node)).isEqualTo(first);
        }
    }

    private static String deviceId(RunningNode node) {
        awaitConsole(node);
        String status = node.console("edge:status");
        Matcher id = Pattern.compile("edge-orchestration-[0-9a-f-]{36}").matcher(status);
        assertThat(id.find()).as(status).isTrue();
        return id.group();
    }

    @Test
    void endsWithinSecondsWhenAskedTo() throws Exception {
        Timely.held("the end of a node", Duration.ofSeconds(5), () -> {
            try (RunningNode node = home.start(Map.of())) {
                return node.terminated();
            }
        });
    }

    @Test
    void tellsApplicationsWhatBecameOfTheirServicesBeforeItEnds() throws Exception {
        Map<String, String> programs = Map.of("ORG_EDGEORCHESTRATION_EXECUTOR_NATIVE_UNREGISTERED_PROGRAMS", "allow");
        try (RunningNode node = home.start(programs);
                CallbackReceiver receiver = new CallbackReceiver()) {
            Await.until(
                    "programs run",
                    STARTS_WITHIN,
                    () -> node.application()
                            .get("/api/v1/orchestration/nodes")
                            .body()
                            .contains("\"hello\""),
                    node::log);
            String id = node.application()
                    .accepted(Application.request("nap", "native", Optional.of(receiver.uri()), "sleep", "120"));
            receiver.awaited(id, "Started", STARTS_WITHIN);

            node.terminated();

            JsonNode last = receiver.awaited(id, "Failed", STARTS_WITHIN);
            assertThat(last.path("Reason").asText()).as(last.toString()).contains("shut down");
        }
    }

    @Test
    void startsAgainAfterItWasKilled() throws Exception {
        try (RunningNode node = home.start(Map.of())) {
            node.killed();
        }
        try (RunningNode node = home.start(Map.of())) {
            assertThat(node.application().isAnswered()).isTrue();
        }
    }

    @Test
    void theSecondLifeUsesTheClassArchiveOfTheFirst() throws Exception {
        Map<String, String> archive = Map.of("EDGE_CLASS_ARCHIVE", "on");
        try (RunningNode node = home.start(archive)) {
            node.terminated();
        }
        try (RunningNode node = home.start(archive)) {
            assertThat(node.mappedFiles()).anyMatch(file -> file.endsWith(".jsa") && file.contains("/data/classes/"));
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "user.name", matches = "root", disabledReason = "only root may mount a small disk")
    void endsInGoodOrderThoughItsDiskHasFilledMeanwhile() throws Exception {
        try (RunningNode node = startOnDiskOf("160m")) {
            fill(node.seen(home.home().resolve("data/filler")));
            node.terminated();
            assertThat(node.exitStatus()).as("the node said:\n%s", node.log()).isZero();
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "user.name", matches = "root", disabledReason = "only root may mount a small disk")
    void makesNoClassArchiveWhereItsDiskHasNoRoomForOne() throws Exception {
        try (RunningNode node = startOnDiskOf("32m")) {
            assertThat(node.seen(home.home().resolve("data/classes"))).isEmptyDirectory();
            node.terminated();
            assertThat(node.exitStatus()).as("the node said:\n%s", node.log()).isZero();
        }
    }

    /** A node that makes an archive of its classes, with a disk of its own for all that it writes while it runs. */
    private RunningNode startOnDiskOf(String size) throws Exception {
        Path data = Files.createDirectories(home.home().resolve("data"));
        String mount = "mount -t tmpfs -o size=" + size + " disk '" + data + "' && exec \"$@\"";
        RunningNode node =
                home.start(List.of("unshare", "--mount", "sh", "-c", mount, "sh"), Map.of("EDGE_CLASS_ARCHIVE", "on"));
        node.awaitAnswer();
        return node;
    }

    private static void fill(Path file) throws IOException {
        byte[] zeros = new byte[1 << 16];
        try (OutputStream output = Files.newOutputStream(file)) {
            assertThatThrownBy(() -> {
                        while (true) {
                            output.write(zeros);
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void logsJsonForMachinesWhenAskedTo() throws Exception {
        try (RunningNode node = home.start(Map.of("EDGE_LOG", "ecs"))) {
            List<JsonNode> lines = node.log()
                    .lines()
                    .filter(line -> line.startsWith("{"))
                    .map(Application::parse)
                    .toList();
            assertThat(lines).isNotEmpty().allSatisfy(line -> {
                assertThat(line.path("@timestamp").asText()).isNotBlank();
                assertThat(line.path("log.level").asText()).isNotBlank();
                assertThat(line.path("message").asText()).isNotBlank();
            });
        }
    }

    @Test
    @EnabledIfSystemProperty(
            named = "user.name",
            matches = "root",
            disabledReason = "only root may take the network away")
    void startsWithNoNetworkAtAll() throws Exception {
        List<String> withoutNetwork = List.of("unshare", "--net");
        try (RunningNode node = home.start(withoutNetwork, Map.of())) {
            awaitConsole(node);
            assertThat(node.errors()).isEmpty();
        }
    }

    /** A node answers applications, and is healthy, before its console and the commands there have started. */
    private static void awaitConsole(RunningNode node) {
        Await.until("the console answers", STARTS_WITHIN, () -> consoleAnswers(node), node::log);
    }

    private static boolean consoleAnswers(RunningNode node) {
        try {
            return node.console("edge:status").contains("edge-orchestration-");
        } catch (AssertionError notYet) {
            return false;
        }
    }
}
