// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.edgeorchestration.itests.Requests.Course;
import org.edgeorchestration.itests.Requests.Pair;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Five nodes on a network that fails them. */
@NeedsLab
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CableIT {

    private static final int HOSTS = 5;
    private static final Duration GONE_WITHIN = Duration.ofSeconds(3);
    private static final Duration BACK_WITHIN = Duration.ofSeconds(1);
    private static final Duration HEALED_WITHIN = Duration.ofSeconds(5);
    private static final Duration MOVED_WITHIN = Duration.ofSeconds(2);

    /** Later than any of these times nothing may be, however busy the machine. */
    private static final Duration CAP = Duration.ofSeconds(10);

    private static final Duration ENDS_WITHIN = Duration.ofMinutes(2);

    private static final Duration NOTICED_WITHIN = Duration.ofMillis(600);

    /** What an order may take between nodes; nobody who asks for a service waits for that. */
    private static final Duration ORDER_WITHIN = Duration.ofSeconds(2);

    /** So many that what else the machine does in the moment of one or two of them does not decide. */
    private static final int ROUNDS = 5;

    /** What a look at the tables itself takes, and a busy machine adds. */
    private static final Duration TOLERANCE = Duration.ofMillis(300);

    /** The ledger under a name that the host which is cut off does not have. */
    private static final String CONTROL = "control";

    private static final int LOST = 3;

    @AutoClose
    private static Fleet fleet;

    private static Lab lab;
    private static LabNode first;

    @BeforeAll
    static void up(@TempDir Path directory) throws Exception {
        fleet = Fleet.of(Lab.up(HOSTS), HOSTS, directory, host -> Map.of());
        lab = fleet.lab();
        first = fleet.node(1);
        for (LabNode node : fleet.nodes()) {
            if (node != first && node != fleet.node(LOST)) {
                fleet.ledger().installFor(node.host(), node.home().state(), CONTROL);
                first.awaitInstalled(node, CONTROL, ENDS_WITHIN);
            }
        }
        Requests.made(first.application(), "warm", 100);
        Requests.inTurn(first.application(), "warm-too", 100, CONTROL);
    }

    @AfterEach
    void allTogether() {
        lab.heal();
        fleet.nodes().forEach(node -> {
            node.host().losing(0);
            node.host().plug();
        });
        fleet.awaitComplete(ENDS_WITHIN);
    }

    /**
     * Of all rounds together, and held against requests of the same moments that the lost host could never have got: the machine itself
     * is slower at times than a cut cable may make a request, and of a hundred requests the longest but one is a matter of chance.
     */
    @Test
    @Order(1)
    void aCutCableSlowsNoLaterRequestAndItsHostIsGoneAndBack() {
        LabNode lost = fleet.node(LOST);
        List<Course> around = new ArrayList<>();
        List<Course> during = new ArrayList<>();
        List<Course> control = new ArrayList<>();
        List<Duration> gone = new ArrayList<>();
        List<Duration> back = new ArrayList<>();
        around.add(Requests.made(first.application(), "whole", 100));
        for (int round = 0; round < ROUNDS; round++) {
            lost.host().losing(100);
            Pair pair = Requests.inTurn(first.application(), "during-" + round, 201, CONTROL);
            during.add(pair.course().assertAllAccepted());
            control.add(pair.control().assertAllAccepted());
            gone.add(timeUntilGone(lost));
            lost.host().losing(0);
            back.add(first.reaching(fleet.others(first), CAP));
            around.add(Requests.made(first.application(), "whole-" + round, 100));
        }
        Slowdown.noneOf(during, control);
        Slowdown.noneAround(around, control);
        // whichever request is the first to meet the host that is not there
        Timely.held("the longest request", NOTICED_WITHIN, Slowdown.quantiles(during, 1));
        assertThat(Slowdown.quantiles(during, 1)).as("the longest requests").allSatisfy(longest -> assertThat(longest)
                .isLessThan(ORDER_WITHIN));
        Timely.held("gone by the end of the requests", GONE_WITHIN.plus(TOLERANCE), gone);
        Timely.held("back after the cable was cut", BACK_WITHIN.plus(TOLERANCE), back);
    }

    /** How long it takes until nobody else has it any more. */
    private static Duration timeUntilGone(LabNode lost) {
        return Await.timed(
                "host " + lost.host().number() + " gone",
                CAP,
                () -> others(lost).noneMatch(node -> node.knows(lost)),
                () -> others(lost).map(LabNode::peers).toList());
    }

    private static Stream<LabNode> others(LabNode self) {
        return fleet.nodes().stream().filter(node -> node != self);
    }

    @Test
    @Order(2)
    void aPulledPlugIsNoticedAndMended() {
        LabNode lost = fleet.node(2);
        List<Duration> gone = new ArrayList<>();
        List<Duration> back = new ArrayList<>();
        List<Duration> returned = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            fleet.awaitComplete(ENDS_WITHIN);
            lost.host().unplug();
            gone.add(timeUntilGone(lost));
            lost.host().plug();
            back.add(first.reaching(fleet.others(first), CAP));
            returned.add(lost.reaching(fleet.others(lost), CAP));
        }
        Timely.held("gone after the plug was pulled", GONE_WITHIN.plus(TOLERANCE), gone);
        Timely.held("back in the table of another", BACK_WITHIN.plus(TOLERANCE), back);
        Timely.held("the others back in its own table", BACK_WITHIN.plus(TOLERANCE), returned);
    }

    /** Both work at the same time: an order at a host that is away for ten seconds is given up, and by then they are together again. */
    @Test
    @Order(3)
    void twoHalvesWorkOnAndGrowTogetherAgain() throws Exception {
        LabNode other = fleet.node(4);
        AtomicInteger rounds = new AtomicInteger();

        Timely.held("one fleet after it was split", HEALED_WITHIN, () -> {
            int round = rounds.incrementAndGet();
            fleet.awaitComplete(ENDS_WITHIN);
            lab.split("1 2", "3 4 5");
            CompletableFuture<Course> thereToo =
                    CompletableFuture.supplyAsync(() -> Requests.made(other.application(), "there-" + round, 20));
            Course here = Requests.made(first.application(), "here-" + round, 20);
            Course there = thereToo.join();
            Await.until(
                    "the other half passed by",
                    CAP,
                    () -> first.reachable().equals(Set.of(fleet.node(2).id())),
                    first::peers);
            lab.heal();
            Duration healed = Await.timed(
                    "the halves are one",
                    CAP,
                    () -> fleet.nodes().stream()
                            .allMatch(node -> node.reachable().equals(fleet.others(node))),
                    () -> fleet.nodes().stream().map(LabNode::peers).toList());

            assertEachOnce(first, here);
            assertEachOnce(other, there);
            return healed;
        });
    }

    @Test
    @Order(4)
    void whatRunsWhileTheCableIsCutIsToldOnceItIsBack() {
        String id =
                first.application().accepted(Ledger.elsewhere("patient", Duration.ofSeconds(2), 7, Optional.empty()));
        LabHost host = lab.host(fleet.ledger().host("patient"));

        host.losing(100);
        Await.until(
                "its host gone", ENDS_WITHIN, () -> !first.peers().keySet().equals(fleet.others(first)), first::peers);
        host.losing(0);

        JsonNode last = first.application().ended(id, ENDS_WITHIN);
        assertThat(last.path("ExitCode").asInt(-1)).as(last.toString()).isEqualTo(7);
        assertThat(fleet.ledger().entries().get("patient")).hasSize(1);
    }

    @Test
    @Order(5)
    void whereAThirdOfThePacketsIsLostNothingRunsTwice() {
        for (int number = 2; number <= HOSTS; number++) {
            lab.host(number).losing(30);
        }

        Course course = Requests.made(first.application(), "lossy", 40);

        for (int number = 2; number <= HOSTS; number++) {
            lab.host(number).losing(0);
        }
        assertThat(course.answered()).hasSize(40);
        for (String id : course.accepted()) {
            first.application().ended(id, ENDS_WITHIN);
        }
        Map<String, List<Integer>> entries = fleet.ledger().entries();
        assertThat(course.entries()).allSatisfy(entry -> assertThat(entries.getOrDefault(entry, List.of()))
                .hasSizeLessThanOrEqualTo(1));
    }

    /** There, and back again: each is a move. */
    @Test
    @Order(6)
    void aChangedAddressIsKnownAtOnceAndNothingIsLost() throws Exception {
        LabNode mover = fleet.node(5);
        Queue<Integer> places = new ArrayDeque<>(List.of(105, 5, 105));
        List<Application> there = new ArrayList<>(List.of(mover.application()));
        try {
            Timely.held("the new address known", MOVED_WITHIN, () -> {
                String entry = "on-the-move-" + places.size();
                String id = there.get(there.size() - 1)
                        .accepted(Ledger.anywhere(entry, Duration.ofSeconds(3), 0, Optional.empty()));

                String address = mover.host().readdress(places.remove());

                Duration known = Await.timed(
                        "the new address " + address,
                        CAP,
                        () -> others(mover).allMatch(node -> isReachedAt(node, mover, address)),
                        () -> others(mover).map(LabNode::peers).toList());
                Application moved = new Application(address, LabNode.PORT);
                there.add(moved);
                JsonNode last = moved.ended(id, ENDS_WITHIN);
                assertThat(last.path("Status").asText()).as(last.toString()).isEqualTo("Finished");
                return known;
            });
        } finally {
            mover.host().readdress(mover.host().number());
        }
    }

    private static boolean isReachedAt(LabNode node, LabNode other, String address) {
        return Optional.ofNullable(node.peers().get(other.id()))
                .filter(peer -> peer.path("Reachable").asBoolean())
                .filter(peer -> peer.at("/Addresses/0").asText().equals(address))
                .isPresent();
    }

    @Test
    @Order(7)
    void fiveIdleNodesSayLittle() throws Exception {
        Duration watched = Duration.ofSeconds(12);
        long before = lab.packets();
        assertThat(before).isPositive();

        try (Multicast ear = new Multicast(lab)) {
            assertThat(ear.heard(watched))
                    .as("packets heard")
                    .isLessThanOrEqualTo(Math.toIntExact(5 * watched.toSeconds()));
        }

        assertThat(lab.packets() - before).as("packets that passed").isLessThanOrEqualTo(5 * watched.toSeconds());
    }

    @Test
    @Order(8)
    void nobodyHasComplained() {
        assertThat(fleet.nodes())
                .allSatisfy(node -> assertThat(node.complaint()).isEmpty());
    }

    private static void assertEachOnce(LabNode asked, Course course) {
        for (String id : course.assertAllAccepted().accepted()) {
            JsonNode last = asked.application().ended(id, ENDS_WITHIN);
            assertThat(last.path("Status").asText()).as(last.toString()).isEqualTo("Finished");
        }
        Map<String, List<Integer>> entries = fleet.ledger().entries();
        assertThat(course.entries())
                .allSatisfy(entry -> assertThat(entries.get(entry)).hasSize(1));
    }
}
