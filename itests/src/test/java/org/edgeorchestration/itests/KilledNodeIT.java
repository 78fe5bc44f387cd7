// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.edgeorchestration.itests.Requests.Course;
import org.edgeorchestration.itests.Requests.Pair;
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
    private static final Duration BACK_WITHIN = Duration.ofSeconds(1);
    private static final Duration LEFT_WITHIN = Duration.ofSeconds(1);
    private static final Duration NEW_WITHIN = Duration.ofMillis(300);
    private static final Duration TOLERANCE = Duration.ofMillis(300);

    /** Later than any of these times nothing may be, however busy the machine. */
    private static final Duration CAP = Duration.ofSeconds(10);

    private static final Duration ENDS_WITHIN = Duration.ofMinutes(2);

    /** The ledger under a name that the node which is frozen does not have. */
    private static final String CONTROL = "control";

    /** No deadline of the wire between nodes makes a request wait less. */
    private static final Duration LEAST_WAIT = Duration.ofMillis(100);

    @AutoClose
    private static Fleet fleet;

    private static LabNode first;

    @BeforeAll
    static void up(@TempDir Path directory) throws Exception {
        fleet = Fleet.of(Lab.up(HOSTS + 1), HOSTS, directory, host -> Map.of());
        first = fleet.node(1);
        LabNode second = fleet.node(2);
        fleet.ledger().installFor(second.host(), second.home().state(), CONTROL);
        first.awaitInstalled(second, CONTROL, ENDS_WITHIN);
        Requests.made(first.application(), "warm", 100);
    }

    @AfterEach
    void everybodyIsBack() throws Exception {
        for (LabNode node : fleet.nodes()) {
            if (!node.isAlive()) {
                node.restart();
            }
        }
        fleet.awaitReady();
    }

    @Test
    void anExecutionWhoseHostDiesIsLostAndNotRunAgain() throws Exception {
        String id =
                first.application().accepted(Ledger.elsewhere("unlucky", Duration.ofMinutes(2), 0, Optional.empty()));
        LabNode target = fleet.node(fleet.ledger().host("unlucky"));

        target.kill();

        Duration gone = Await.timed("it is gone", CAP, () -> !first.knows(target), first::peers);
        // its host refuses the connection, which is told at once: even a busy machine has seconds to spare here
        assertThat(gone).isLessThanOrEqualTo(GONE_WITHIN.plus(TOLERANCE));
        JsonNode last = first.application().ended(id, ENDS_WITHIN);
        assertThat(last.path("Status").asText()).as(last.toString()).isEqualTo("Lost");
        assertThat(last.path("Reason").asText()).as(last.toString()).isNotBlank();
        assertThat(fleet.ledger().entries().get("unlucky")).hasSize(1);
    }

    @Test
    void aNodeThatIsStoppedTellsWhatBecameOfWhatItRan() throws Exception {
        String id =
                first.application().accepted(Ledger.elsewhere("dismissed", Duration.ofMinutes(2), 0, Optional.empty()));
        LabNode target = fleet.node(fleet.ledger().host("dismissed"));

        target.terminate();

        JsonNode last = first.application().ended(id, ENDS_WITHIN);
        assertThat(last.path("Status").asText()).as(last.toString()).isEqualTo("Failed");
        assertThat(last.path("Reason").asText()).as(last.toString()).contains("shut down");
        assertThat(fleet.ledger().entries().get("dismissed")).hasSize(1);
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
        assertThat(course.assertAllAccepted().accepted()).hasSize(40);
        int lost = 0;
        for (String id : course.accepted()) {
            JsonNode last = first.application().ended(id, ENDS_WITHIN);
            assertThat(last.path("Status").asText()).as(last.toString()).isIn("Finished", "Lost");
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
        String id =
                first.application().accepted(Ledger.elsewhere("orphan", Duration.ofSeconds(1), 0, Optional.empty()));
        LabNode target = fleet.node(fleet.ledger().host("orphan"));

        first.kill();

        Await.until(
                "its end",
                ENDS_WITHIN,
                () -> target.application()
                        .get("/api/v1/orchestration/services?status=Finished")
                        .body()
                        .contains(id),
                target::log);
        assertThat(fleet.ledger().entries().get("orphan")).hasSize(1);
    }

    /** Held against requests of the same moments that only another node can run. */
    @Test
    void aNodeThatStandsStillIsPassedBy() throws Exception {
        LabNode target = fleet.node(3);
        first.awaitInstalled(fleet.node(2), CONTROL, ENDS_WITHIN);
        List<Course> during = new ArrayList<>();
        List<Course> control = new ArrayList<>();

        Timely.held("back after it stood still", BACK_WITHIN.plus(TOLERANCE), () -> {
            target.freeze();
            try {
                Requests.made(first.application(), "noticing-still" + during.size(), 1);
                Pair pair = Requests.inTurn(first.application(), "still" + during.size(), 50, CONTROL);
                during.add(pair.course().assertAllAccepted());
                control.add(pair.control().assertAllAccepted());
                Await.until("it is passed by", CAP, () -> !first.reachable().contains(target.id()), first::peers);
            } finally {
                target.thaw();
            }
            return first.reaching(fleet.others(first), CAP);
        });

        Duration usual = Course.together(control).median();
        assertThat(Course.together(during).median())
                .as("the median, where that of the others was %s", usual)
                .isLessThan(usual.multipliedBy(2).plusMillis(5));
        assertThat(Timely.median(control.stream().map(Course::median).toList()))
                .as("the median of the others")
                .isLessThan(LEAST_WAIT);
    }

    /** From the moment on at which it lets nobody in any more. */
    @Test
    void aNodeThatSaysGoodbyeIsGoneAtOnce() throws Exception {
        LabNode leaver = fleet.node(3);
        Timely.held("gone after its goodbye", LEFT_WITHIN, () -> {
            if (!leaver.isAlive()) {
                leaver.restart();
                fleet.awaitReady();
            }
            CompletableFuture<Void> leaving = CompletableFuture.runAsync(leaver::terminate);
            Await.until("it refuses", ENDS_WITHIN, () -> !isOnWire(leaver));
            Duration took = Await.timed("it is gone", CAP, () -> !first.knows(leaver), first::peers);
            leaving.join();
            return took;
        });
    }

    @Test
    void aNodeThatComesBackIsKnownWithinASecond() throws Exception {
        LabNode returning = fleet.node(2);
        Timely.held("known after it came back", BACK_WITHIN.plus(TOLERANCE), () -> {
            fleet.awaitReady();
            returning.kill();
            Duration gone = Await.timed("it is gone", CAP, () -> !first.knows(returning), first::peers);
            assertThat(gone).isLessThanOrEqualTo(GONE_WITHIN.plus(TOLERANCE));

            returning.restart();

            awaitWire(returning);
            return first.reaching(fleet.others(first), CAP);
        });
    }

    @Test
    void aNewNodeIsKnownAtOnce(@TempDir Path directory) throws Exception {
        LabHost host = fleet.lab().host(HOSTS + 1);
        AtomicInteger newcomers = new AtomicInteger();
        Timely.held("in every table", NEW_WITHIN.plus(TOLERANCE), () -> {
            fleet.awaitReady(); // and nobody else is there
            Path own = directory.resolve("newcomer" + newcomers.incrementAndGet());
            try (LabNode newcomer = LabNode.started(host, own, fleet.key(), fleet.ledger(), Map.of())) {
                awaitWire(newcomer);
                return Await.timed(
                        "it is in every table",
                        CAP,
                        () -> fleet.nodes().stream()
                                .allMatch(node -> node.reachable().contains(newcomer.id())),
                        () -> fleet.nodes().stream().map(LabNode::peers).toList());
            }
        });
    }

    /**
     * Until others that call the node are answered: from then on it is there. It begins to speak at about the same time; that a busy
     * machine needs long until the first answer of all is not what finding each other takes.
     */
    private static void awaitWire(LabNode node) {
        HttpClient caller = HttpClient.newHttpClient();
        HttpRequest nothing = HttpRequest.newBuilder(
                        URI.create("http://" + node.host().address() + ":56002/"))
                .timeout(CAP)
                .build();
        Await.until("its wire", ENDS_WITHIN, () -> isAnswered(caller, nothing), node::log);
    }

    private static boolean isAnswered(HttpClient caller, HttpRequest request) {
        try {
            return caller.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 404;
        } catch (IOException refused) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isOnWire(LabNode node) {
        try (Socket socket = new Socket(node.host().address(), 56_002)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }
}
