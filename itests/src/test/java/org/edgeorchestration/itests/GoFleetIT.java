// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.edgeorchestration.itests.Application.Answer;
import org.edgeorchestration.itests.gopeer.GoProfile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nodes of every version of the Go project, each in one fleet with one of ours: work goes in both directions. */
@NeedsLab({"dockerd", "docker", "busybox", "openssl"})
class GoFleetIT {

    /** How many requests in each direction; {@code -Dedge.go.requests=1000} for more. */
    private static final int TIMES = Integer.getInteger("edge.go.requests", 50);

    private static final Duration MEET_WITHIN = Duration.ofMinutes(2);
    private static final Duration ENDS_WITHIN = Duration.ofMinutes(3);
    private static final int UNDER_WAY = 4;
    private static final int SOME = 10;
    private static final int HOSTS = 30;

    /** Every node has a host of its own, but where a test is about an address that changes hands. */
    private static final AtomicInteger USED = new AtomicInteger(1);

    /** Versions whose secure mode is mutual TLS. */
    private static final List<GoProfile> SECURE = List.of(GoProfile.P3, GoProfile.P4, GoProfile.P5);

    private static Path directory;

    @AutoClose
    private static Fleet fleet;

    private static LabNode ours;

    @BeforeAll
    static void up(@TempDir Path temporary) throws Exception {
        directory = temporary;
        fleet = Fleet.of(
                Lab.up(HOSTS),
                1,
                directory,
                host -> Map.of("DOCKER_HOST", host.docker(), "ORG_EDGEORCHESTRATION_PEER_PLAINTEXT_PEERS", "accept"));
        ours = fleet.node(1);
        ours.awaitEngine();
    }

    @AfterEach
    void nobodyElseIsThere() {
        Await.until("the others gone", ENDS_WITHIN, () -> ours.reachable().isEmpty(), ours::peers);
    }

    private static LabHost freeHost() {
        return fleet.lab().host(USED.incrementAndGet());
    }

    private static GoNode go(GoProfile profile, String... options) throws IOException {
        return GoNode.started(profile, freeHost(), directory, fleet.key(), options);
    }

    @ParameterizedTest
    @EnumSource(names = {"P0", "P1", "P2", "P5"}) // on a plain wire P3 is as P2, and P4 is tried in secure mode
    void ourNodeGivesWorkToAGoNode(GoProfile profile) throws Exception {
        try (GoNode peer = go(profile)) {
            awaitMet(ours, peer);

            List<String> ids = new ArrayList<>();
            for (int i = 0; i < TIMES; i++) {
                ids.add(given(ours, peer, GoNode.request("to-go", i % 5)));
                if (i >= UNDER_WAY) {
                    finished(ids.get(i - UNDER_WAY));
                }
            }
            ids.forEach(GoFleetIT::finished);

            assertThat(peer.told("order")).hasSize(TIMES);
            // it tells of a notification when that is answered: a moment after it came
            Await.asserted(ENDS_WITHIN, () -> assertThat(peer.told("notify"))
                    .hasSize(TIMES)
                    .allMatch(told -> told.path("answer").asInt() == 200));
            peer.assertUnharmed();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"P0", "P1", "P2", "P5"}) // on a plain wire P3 is as P2, and P4 is tried in secure mode
    void aGoNodeGivesWorkToOurs(GoProfile profile) throws Exception {
        try (GoNode peer = go(profile, "--resources", "none")) {
            awaitMet(ours, peer);

            for (int i = 0; i < TIMES; i++) {
                Answer answer = peer.application().post(GoNode.container("hello-world"));
                assertThat(answer.text("Message")).as(answer.body()).isEqualTo("ERROR_NONE");
                assertThat(answer.json().at("/RemoteTargetInfo/Target").asText())
                        .isEqualTo(ours.host().address());
                int before = i + 1 - UNDER_WAY;
                Await.until(
                        "a notification",
                        ENDS_WITHIN,
                        () -> peer.told("notified").count() >= before,
                        peer::told);
            }

            Await.until(
                    "all notifications",
                    ENDS_WITHIN,
                    () -> peer.told("notified").count() == TIMES,
                    peer::told);
            assertThat(peer.told("notified")).allSatisfy(told -> {
                assertThat(told.path("known").asBoolean()).isTrue();
                assertThat(told.path("status").asText()).isEqualTo("Finished");
            });
            peer.assertUnharmed();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"P1", "P5"})
    void aGoNodeThatWasInstalledAnewIsMetUnderItsNewName(GoProfile profile) throws Exception {
        LabHost host = freeHost();
        String before;
        try (GoNode peer = GoNode.started(profile, host, directory, fleet.key())) {
            awaitMet(ours, peer);
            before = peer.id();
        }
        nobodyElseIsThere();

        try (GoNode peer = GoNode.started(profile, host, directory, fleet.key())) {
            awaitMet(ours, peer);

            finished(given(ours, peer, GoNode.request("to-the-new-one", 1)));

            assertThat(peer.told("order")).hasSize(1);
            awaitReached(ours, peer); // again: it may have been late a moment ago
            assertThat(ours.reachable()).doesNotContain(before);
            peer.assertUnharmed();
        }
    }

    @Test
    void aContainerThatFailsIsToldAsFailedToTheGoNode() throws Exception {
        try (GoNode peer = go(GoProfile.P5, "--resources", "none")) {
            awaitMet(ours, peer);

            peer.application().post(GoNode.container("no-such-image"));

            JsonNode told = Await.value(
                    "a notification", ENDS_WITHIN, () -> peer.told("notified").findFirst(), peer::told);
            assertThat(told.path("status").asText()).as(told.toString()).isEqualTo("Failed");
            peer.assertUnharmed();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"P2", "P5"})
    void aGoNodeThatDecidesByResourcesChoosesOurs(GoProfile profile) throws Exception {
        try (GoNode peer = go(profile, "--resources", "none")) {
            awaitMet(ours, peer);

            Answer answer = peer.application().post(GoNode.byResources(GoNode.container("hello-world")));

            assertThat(answer.json().at("/RemoteTargetInfo/Target").asText())
                    .as(answer.body())
                    .isEqualTo(ours.host().address());
            peer.assertUnharmed();
        }
    }

    @Test
    void allVersionsLiveInOneFleet() throws Exception {
        try (GoNode seed = go(GoProfile.P0);
                GoNode baobab = go(GoProfile.P1);
                GoNode first = go(GoProfile.P2);
                GoNode last = go(GoProfile.P5)) {
            List<GoNode> all = List.of(seed, baobab, first, last);
            all.forEach(peer -> awaitMet(ours, peer));

            for (int i = 0; i < TIMES; i++) {
                finished(ours.application().accepted(GoNode.request("to-any", 2)));
            }

            assertThat(all.stream()
                            .mapToLong(peer -> peer.told("order").count())
                            .sum())
                    .as("orders of all: %s", all.stream().map(GoNode::told).toList())
                    .isEqualTo(TIMES);
            all.forEach(GoNode::assertUnharmed);
        }
        assertThat(ours.complaint()).isEmpty();
    }

    @Test
    void inSecureModeWorkGoesBothWaysToo() throws Exception {
        Certificates certificates = Certificates.in(directory);
        Path tokenKey = Fleet.keyFile(directory.resolve("passPhraseJWT.txt"), "abcdefghijklmnop");
        Ledger ledger = new Ledger(directory.resolve("secure-ledger"));
        Path key = Fleet.keyFile(directory.resolve("secure-key"), "a fleet of its own");
        LabHost host = freeHost();
        Map<String, String> environment = Map.of(
                "ORG_EDGEORCHESTRATION_PEER_SECURE",
                "on",
                "ORG_EDGEORCHESTRATION_PEER_TLS_DIRECTORY",
                certificates.of(host.address()).toString(),
                "ORG_EDGEORCHESTRATION_PEER_JWT_KEY_FILE",
                tokenKey.toString());
        try (LabNode secure = LabNode.started(host, directory, key, ledger, environment)) {
            secure.awaitAnswer();
            for (GoProfile profile : SECURE) {
                LabHost other = freeHost();
                String own = certificates.of(other.address()).toString();
                try (GoNode peer = GoNode.started(
                        profile,
                        other,
                        directory,
                        key,
                        "--certificates",
                        own,
                        "--token-key",
                        tokenKey.toString(),
                        "--whitelist",
                        GoNode.TRUSTED_DIGEST)) {
                    awaitMet(secure, peer);
                    serve(secure, peer);
                    assertThat(peer.told("dropped")).isEmpty();
                    peer.assertUnharmed();
                }
                Await.until(
                        "the dead peer gone",
                        ENDS_WITHIN,
                        () -> secure.reachable().isEmpty(),
                        secure::peers);
            }
            assertThat(secure.complaint()).isEmpty();
        }
    }

    /** Some work from each to the other: containers to the Go node, programs to ours, which has no engine. */
    private static void serve(LabNode secure, GoNode peer) {
        for (int i = 0; i < SOME; i++) {
            String id = given(secure, peer, GoNode.request("secret", 1, GoNode.TRUSTED_IMAGE));
            JsonNode last = secure.application().ended(id, ENDS_WITHIN);
            assertThat(last.path("Status").asText()).as(last.toString()).isEqualTo("Finished");
            Answer answer = peer.application().post(GoNode.entry(peer.id() + "-" + i));
            assertThat(answer.text("Message")).as(answer.body()).isEqualTo("ERROR_NONE");
        }
        Await.until(
                "all notifications",
                ENDS_WITHIN,
                () -> peer.told("notified")
                                .filter(told -> told.path("status").asText().equals("Finished"))
                                .count()
                        == SOME,
                peer::told);
    }

    @Test
    void plaintextIsRefusedWhereNobodyAllowedIt() throws Exception {
        Ledger ledger = new Ledger(directory.resolve("strict-ledger"));
        try (LabNode strict = LabNode.started(freeHost(), directory, fleet.key(), ledger, Map.of())
                        .awaitAnswer();
                GoNode peer = go(GoProfile.P5)) {
            Await.until("a word about it", MEET_WITHIN, () -> hints(strict, peer) > 0, strict::log);
            Await.until(
                    "the Go node knows ours",
                    MEET_WITHIN,
                    () -> peer.device(strict.id()).isPresent(),
                    peer::told);

            Answer answer = peer.application().post(GoNode.request("refused", 1));

            assertThat(answer.body()).doesNotContain(strict.host().address());
            // it answers its application, and finds nobody else
            assertThat(peer.application()
                            .post(GoNode.byResources(GoNode.request("refused", 1)))
                            .body())
                    .contains("Message")
                    .doesNotContain(strict.host().address());
            assertThat(strict.reachable()).doesNotContain(peer.id());
            assertThat(hints(strict, peer)).isEqualTo(1);
            peer.assertUnharmed();
        }
    }

    private static long hints(LabNode node, GoNode peer) {
        return node.log()
                .lines()
                .filter(line -> line.contains("plaintext.peers") && line.contains(peer.id()))
                .count();
    }

    private static void awaitMet(LabNode node, GoNode peer) {
        awaitReached(node, peer);
        Await.until(
                "the Go node knows ours",
                MEET_WITHIN,
                () -> peer.device(node.id())
                        .filter(device -> !device.path("addresses").isEmpty())
                        .filter(device -> device.path("services").toString().contains("\"" + Ledger.NAME + "\""))
                        .isPresent(),
                peer::told);
    }

    private static void awaitReached(LabNode node, GoNode peer) {
        Await.until(
                "ours reaches the Go node",
                MEET_WITHIN,
                () -> node.reachable().contains(peer.id()),
                () -> node.peers() + "\n" + peer.told());
    }

    /** Work for the only node that can do it: one that was late a moment ago is passed by until it has answered again. */
    private static String given(LabNode node, GoNode peer, String request) {
        awaitReached(node, peer);
        return node.application().accepted(request);
    }

    private static void finished(String id) {
        JsonNode last = ours.application().ended(id, ENDS_WITHIN);
        assertThat(last.path("Status").asText()).as(last.toString()).isEqualTo("Finished");
    }
}
