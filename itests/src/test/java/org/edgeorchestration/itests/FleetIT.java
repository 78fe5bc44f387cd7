// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.edgeorchestration.itests.Application.Answer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three hosts with an engine each: one is asked, another one runs it, and the asked one tells everything. */
@NeedsLab({"dockerd", "docker", "busybox"})
class FleetIT {

    private static final Duration ENDS_WITHIN = Duration.ofMinutes(3);
    private static final int HOSTS = 3;

    @AutoClose
    private static Fleet fleet;

    private static Lab lab;
    private static Application first;

    @BeforeAll
    static void up(@TempDir Path directory) throws Exception {
        fleet = Fleet.of(Lab.up(HOSTS), HOSTS, directory, host -> Map.of("DOCKER_HOST", host.docker()));
        lab = fleet.lab();
        first = fleet.node(1).application();
        fleet.nodes().forEach(LabNode::awaitEngine);
        Await.until(
                "every engine known to everybody",
                Fleet.MEETS_WITHIN,
                () -> fleet.nodes().stream()
                        .flatMap(node -> node.peers().values().stream())
                        .allMatch(peer -> peer.path("ExecutionTypes").toString().contains("container")),
                () -> fleet.nodes().stream().map(LabNode::peers).toList());
    }

    @Test
    void aContainerRunsOnAnotherHostAndTheAskedOneTellsOfIt() throws Exception {
        try (CallbackReceiver receiver = new CallbackReceiver(lab.here())) {
            Answer answer =
                    first.post(container(Optional.of(receiver.uri()), "busybox", "sh", "-c", "echo said it; exit 3"));

            assertThat(answer.text("Message")).as(answer.body()).isEqualTo("ERROR_NONE");
            String id = answer.text("ExecutionId");
            String target = answer.json().at("/RemoteTargetInfo/Target").asText();
            assertThat(target).isIn(lab.host(2).address(), lab.host(3).address());

            JsonNode last = receiver.awaited(id, "Failed", ENDS_WITHIN);
            assertThat(last.path("ExitCode").asInt(-1)).as(last.toString()).isEqualTo(3);
            assertThat(last.path("Target").asText()).isEqualTo(target);
            assertThat(first.logs(id)).contains("said it");
            assertThat(first.execution(id).path("ExitCode").asInt(-1)).isEqualTo(3);
            assertThat(receiver.of(id))
                    .extracting(callback -> callback.path("Status").asText())
                    .containsOnlyOnce("Started", "Failed");
            int host = Integer.parseInt(target.substring(target.lastIndexOf('.') + 1));
            assertThat(starts(host)).containsOnlyOnce(id);
        }
    }

    @Test
    void everyHostGivesWorkToTheOthers() {
        for (LabNode node : fleet.nodes()) {
            String entry = "from-" + node.host().number();

            String id = node.application().accepted(Ledger.elsewhere(entry, Duration.ZERO, 4, Optional.empty()));

            JsonNode last = node.application().ended(id, ENDS_WITHIN);
            assertThat(last.path("ExitCode").asInt(-1)).as(last.toString()).isEqualTo(4);
            assertThat(node.application().logs(id)).contains("entered " + entry);
            assertThat(fleet.ledger().host(entry)).isNotEqualTo(node.host().number());
        }
    }

    @Test
    void whatRunsElsewhereIsStoppedFromHere() {
        String id = first.accepted(container(Optional.empty(), "--stop-timeout", "1", "busybox", "sleep", "600"));
        Await.until("its start", ENDS_WITHIN, () -> first.status(id).equals("Started"), () -> first.execution(id));

        first.delete(id);

        JsonNode last = first.ended(id, ENDS_WITHIN);
        assertThat(last.path("Status").asText()).as(last.toString()).isEqualTo("Stopped");
        // an engine tells that a container has ended a moment before it takes it off its list
        Await.asserted(ENDS_WITHIN, () -> assertThat(running())
                .as("containers that run on any host")
                .isEmpty());
    }

    @Test
    void thePlacementNamesEveryCandidateAndTheChoice() {
        String id = first.accepted(container(Optional.empty(), "hello-world"));

        JsonNode placement =
                first.get("/api/v1/orchestration/services/" + id + "/placement").json();

        assertThat(fleet.nodes())
                .allSatisfy(node -> assertThat(placement.toString()).contains(node.id()));
        first.ended(id, ENDS_WITHIN);
    }

    @Test
    void everyContainerOfABurstRunsOnceAndTheWorkIsShared() {
        fleet.awaitReady(); // one that was late a moment ago would be passed by
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            ids.add(first.accepted(container(Optional.empty(), "busybox", "true")));
        }

        ids.forEach(FleetIT::finished);
        assertThat(Stream.concat(starts(2).stream(), starts(3).stream()).filter(ids::contains))
                .containsExactlyInAnyOrderElementsOf(ids);
        assertThat(starts(2)).containsAnyElementsOf(ids);
        assertThat(starts(3)).containsAnyElementsOf(ids);
        assertThat(starts(1)).doesNotContainAnyElementsOf(ids);
    }

    @Test
    void fiveHundredRequestsInARowAreEachAnsweredAndRunOnce() {
        int times = 500;
        Queue<String> underWay = new ArrayDeque<>();
        for (int i = 0; i < times; i++) {
            underWay.add(first.accepted(Ledger.elsewhere("row-" + i, Duration.ZERO, 0, Optional.empty())));
            if (underWay.size() == 16) {
                finished(underWay.remove());
            }
        }
        underWay.forEach(FleetIT::finished);

        Map<String, List<Integer>> entries = fleet.ledger().entries();
        Set<Integer> used = new HashSet<>();
        for (int i = 0; i < times; i++) {
            assertThat(entries.get("row-" + i)).as("row-" + i).hasSize(1).doesNotContain(1);
            used.addAll(entries.get("row-" + i));
        }
        assertThat(used).containsExactlyInAnyOrder(2, 3);
    }

    private static void finished(String id) {
        JsonNode last = first.ended(id, ENDS_WITHIN);
        assertThat(last.path("Status").asText()).as(last.toString()).isEqualTo("Finished");
    }

    private static String container(Optional<URI> callback, String... more) {
        String[] words = Stream.concat(Stream.of("docker", "run", "--network", "none"), Stream.of(more))
                .toArray(String[]::new);
        ObjectNode request = (ObjectNode) Application.parse(Application.request("test", "container", callback, words));
        return request.put("SelfSelection", "false").toString();
    }

    /** The names of all containers that a host's engine has started lately. */
    private static List<String> starts(int host) {
        return docker(
                        host,
                        "events",
                        "--since",
                        "5m",
                        "--until",
                        now(),
                        "--filter",
                        "event=start",
                        "--format",
                        "{{.Actor.Attributes.name}}")
                .lines()
                .map(name -> name.replaceFirst("^.*?([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}).*$", "$1"))
                .toList();
    }

    /** To the nanosecond: what happened in a second that is not over is left out otherwise. */
    private static String now() {
        Instant now = Instant.now();
        return "%d.%09d".formatted(now.getEpochSecond(), now.getNano());
    }

    private static List<String> running() {
        return IntStream.rangeClosed(1, HOSTS)
                .boxed()
                .flatMap(host -> docker(host, "ps", "-q").lines())
                .toList();
    }

    private static String docker(int host, String... words) {
        return Command.run(
                Stream.concat(Stream.of("docker", "-H", lab.host(host).docker()), Stream.of(words))
                        .toList());
    }
}
