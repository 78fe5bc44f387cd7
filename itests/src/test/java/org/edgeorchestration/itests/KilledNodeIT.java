// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.edgeorchestration.itests.Requests.Course;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Three nodes, one of which ends in the midst of its work. */
@NeedsLab
class KilledNodeIT {

    private static final int HOSTS = 3;
    private static final Duration GONE_WITHIN = Duration.ofSeconds(3);
    private static final Duration LOST_WITHIN = Duration.ofSeconds(15);
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(30);
    private static final Duration TOLERANCE = Duration.ofMillis(300);

    @AutoClose
    private static Fleet fleet;

    private static LabNode first;

    @BeforeAll
    static void up(@TempDir Path directory) throws Exception {
        fleet = Fleet.of(Lab.up(HOSTS + 1), HOSTS, directory, host -> Map.of());
        first = fleet.node(1);
        Requests.made(first.application(), "warm", 100);
    }

    @AfterEach
    void everybodyIsBack() throws Exception {
        for (LabNode node : fleet.nodes()) {
            if (!node.isAlive()) {
                node.restart();
            }
        }
        fleet.nodes().forEach(LabNode::awaitAnswer);
        fleet.awaitComplete(ENDS_WITHIN);
    }

    @Test
    void anExecutionWhoseHostDiesIsLostAndNotRunAgain() throws Exception {
        String id =
                first.application().accepted(Ledger.elsewhere("unlucky", Duration.ofMinutes(2), 0, Optional.empty()));
        LabNode target = fleet.node(fleet.ledger().host("unlucky"));

        target.kill();

        Await.until(
                "it is gone", GONE_WITHIN.plus(TOLERANCE), () -> !first.peers().containsKey(target.id()));
        JsonNode last = first.application().ended(id, LOST_WITHIN);
        assertThat(last.path("Status").asText()).isEqualTo("Lost");
        assertThat(last.path("Reason").asText()).isNotBlank();
        assertThat(fleet.ledger().entries().get("unlucky")).hasSize(1);
    }

    /** At any of these moments the node may be asked, have accepted, be running, be telling how it ended. */
    @ParameterizedTest
    @ValueSource(ints = {0, 15, 45})
    void aNodeKilledDuringABurstLosesAtMostWhatItHad(int afterMillis) throws Exception {
        LabNode target = fleet.node(2);
        CompletableFuture<Void> death = CompletableFuture.runAsync(
                () -> killed(target), CompletableFuture.delayedExecutor(afterMillis, TimeUnit.MILLISECONDS));

        Course course = Requests.made(first.application(), "burst" + afterMillis, 40);

        death.join();
        target.restart();
        assertThat(course.accepted()).hasSize(40);
        int lost = 0;
        for (String id : course.accepted()) {
            JsonNode last = first.application().ended(id, LOST_WITHIN);
            assertThat(last.path("Status").asText()).isIn("Finished", "Lost");
            lost += last.path("Status").asText().equals("Lost") ? 1 : 0;
        }
        assertThat(lost).isLessThan(40);
        Map<String, List<Integer>> entries = fleet.ledger().entries();
        assertThat(course.entries()).allSatisfy(entry -> assertThat(entries.getOrDefault(entry, List.of()))
                .hasSizeLessThanOrEqualTo(1));
    }

    private static void killed(LabNode node) {
        try {
            node.kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whatWasAskedForRunsOnWhenTheAskerDies() throws Exception {
        first.application().accepted(Ledger.elsewhere("orphan", Duration.ofSeconds(1), 0, Optional.empty()));
        LabNode target = fleet.node(fleet.ledger().host("orphan"));

        first.kill();

        Await.until("its end", ENDS_WITHIN, () -> target.application()
                .get("/api/v1/orchestration/services?status=Finished")
                .body()
                .contains("ledger"));
        assertThat(fleet.ledger().entries().get("orphan")).hasSize(1);
    }

    @Test
    void aNodeThatStandsStillIsPassedBy() {
        LabNode target = fleet.node(3);
        Course before = Requests.made(first.application(), "lively", 50);

        target.freeze();
        Requests.made(first.application(), "noticing-still", 1);
        Course during = Requests.made(first.application(), "still", 50);
        Await.until("it is gone", GONE_WITHIN.plus(TOLERANCE), () -> !first.reachable()
                .contains(target.id()));
        target.thaw();

        assertThat(during.accepted()).hasSize(50);
        assertThat(during.median()).isLessThan(before.median().multipliedBy(2).plusMillis(5));
        first.awaitReachable(fleet.others(first), Duration.ofSeconds(1).plus(TOLERANCE));
    }

    @Test
    void aNodeThatSaysGoodbyeIsGoneAtOnce() {
        LabNode leaver = fleet.node(3);
        CompletableFuture<Void> leaving = CompletableFuture.runAsync(leaver::terminate);

        Await.until("it refuses", ENDS_WITHIN, () -> !answers(leaver));
        Await.until("it is gone", Duration.ofSeconds(1), () -> !first.peers().containsKey(leaver.id()));
        leaving.join();
    }

    private static boolean answers(LabNode node) {
        try {
            return node.application().get("/api/v1/orchestration/health").status() > 0;
        } catch (UncheckedIOException refused) {
            return false;
        }
    }

    @Test
    void aNodeThatComesBackIsKnownWithinASecond() throws Exception {
        LabNode returning = fleet.node(2);
        returning.kill();
        Await.until(
                "it is gone", GONE_WITHIN.plus(TOLERANCE), () -> !first.peers().containsKey(returning.id()));

        returning.restart();

        awaitWire(returning);
        first.awaitReachable(fleet.others(first), Duration.ofSeconds(1).plus(TOLERANCE));
    }

    @Test
    void aNewNodeIsKnownAtOnce(@TempDir Path directory) throws Exception {
        try (LabNode newcomer =
                LabNode.started(fleet.lab().host(HOSTS + 1), directory, fleet.key(), fleet.ledger(), Map.of())) {
            awaitWire(newcomer);
            Await.until("it is in every table", Duration.ofMillis(300).plus(TOLERANCE), () -> fleet.nodes().stream()
                    .allMatch(node -> node.reachable().contains(newcomer.id())));
        }
    }

    /** Until others can call the node, which begins to speak at about the same time. */
    private static void awaitWire(LabNode node) {
        Await.until("its wire", ENDS_WITHIN, () -> {
            try (Socket socket = new Socket(node.host().address(), 56_002)) {
                return socket.isConnected();
            } catch (IOException refused) {
                return false;
            }
        });
    }
}
