// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.edgeorchestration.itests.Requests.Course;
import org.edgeorchestration.itests.gopeer.GoPackets;
import org.edgeorchestration.itests.gopeer.GoParser;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two nodes on a network where others speak multicast DNS as well: nodes of the Go project, broken ones, hostile ones. */
@NeedsLab
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StrangersIT {

    private static final int ANSWERED_WITHIN_MILLIS = 30_000;
    private static final Duration WITHIN = Duration.ofMinutes(1);
    private static final Duration UNHARMED = Duration.ofMillis(100);
    private static final int FALSE_NAMES = 10_000;
    private static final int PACKETS_PER_SECOND = 10_000;
    private static final long GROWTH = 2_000_000;

    @AutoClose
    private static Fleet fleet;

    @AutoClose
    private static Multicast stranger;

    private static Lab lab;
    private static LabNode first;

    @BeforeAll
    static void up(@TempDir Path directory) throws Exception {
        fleet = Fleet.of(Lab.up(2), 2, directory, host -> Map.of());
        lab = fleet.lab();
        first = fleet.node(1);
        stranger = new Multicast(lab);
        Requests.made(first.application(), "warm", 200);
    }

    static Stream<CapturedPacket> captured() throws IOException {
        return CapturedPacket.all().stream();
    }

    @ParameterizedTest
    @Order(1)
    @MethodSource("captured")
    void aCapturedPacketIsUnderstoodAndAnsweredAsAGoNodeExpects(CapturedPacket packet) throws Exception {
        try (Multicast sender = new Multicast(lab)) {
            sender.send(packet.bytes(InetAddress.getByName(lab.here())));

            if (packet.asks()) {
                List<GoParser.Seen> answers = List.of(answer(sender), answer(sender));
                assertThat(answers).extracting(GoParser.Seen::deviceId).containsExactlyInAnyOrderElementsOf(ids());
                assertThat(answers).allSatisfy(seen -> {
                    assertThat(seen.addresses()).isNotEmpty();
                    assertThat(seen.txt()).contains("native", "ExecType=native", "ledger");
                    assertThat(seen.ttl()).isPositive();
                });
            }
        }
        assertStillGood();
    }

    private static List<String> ids() {
        return fleet.nodes().stream().map(LabNode::id).toList();
    }

    private static GoParser.Seen answer(Multicast sender) throws IOException {
        Optional<byte[]> packet = sender.received(ANSWERED_WITHIN_MILLIS);
        assertThat(packet).as("an answer").isPresent();
        return GoParser.seen(packet.orElseThrow(), packet.orElseThrow().length).orElseThrow();
    }

    @Test
    @Order(2)
    void garbageIsPassedOver() throws Exception {
        Random random = new Random(7);
        for (CapturedPacket packet : CapturedPacket.all()) {
            byte[] whole = packet.bytes();
            for (int length = 0; length < whole.length; length += 7) {
                stranger.send(Arrays.copyOf(whole, length));
                byte[] broken = whole.clone();
                broken[random.nextInt(whole.length)] = (byte) random.nextInt();
                broken[random.nextInt(whole.length)] = (byte) 0xC0;
                stranger.send(broken);
            }
        }
        for (int i = 0; i < 200; i++) {
            byte[] noise = new byte[random.nextInt(1_400)];
            random.nextBytes(noise);
            stranger.send(noise);
        }
        assertStillGood();
    }

    /** The last of all: for a while after it less is taken from this machine's address. */
    @Test
    @Order(3)
    void aFloodOfFalseNamesPushesNobodyOut() throws Exception {
        flood(1_000); // so that the tables are as large as they get
        AtomicInteger floods = new AtomicInteger();

        Timely.held("the median of requests in a flood", UNHARMED, () -> {
            assertStillGood(); // there is one node only that can take the requests
            long before = first.vitals().liveBytes();
            CompletableFuture<Void> flood = CompletableFuture.runAsync(() -> flood(FALSE_NAMES));
            Course during = Requests.made(first.application(), "flooded-" + floods.incrementAndGet(), 100);
            flood.join();

            during.assertAllAccepted();
            // of what is on the heap while packets are still worked on, some is gone a moment later
            Await.asserted(WITHIN, () -> assertThat(first.vitals().liveBytes() - before)
                    .as("bytes more on the heap than before the flood")
                    .isLessThanOrEqualTo(GROWTH));
            assertStillGood();
            return during.median();
        });
    }

    private static void flood(int names) {
        long begin = System.nanoTime();
        try {
            byte[] here = InetAddress.getByName(lab.here()).getAddress();
            for (int i = 0; i < names; i++) {
                byte[] claimed = here.clone();
                claimed[3] = (byte) (i % 200);
                GoPackets packets = new GoPackets(
                        UUID.randomUUID().toString(), List.of("docker", "container"), List.of((Inet4Address)
                                InetAddress.getByAddress(claimed)));
                stranger.send(packets.advertisement());
                LockSupport.parkNanos(begin + i * 1_000_000_000L / PACKETS_PER_SECOND - System.nanoTime());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everybody is still known, answers whoever waits for it, and has logged no error. */
    private static void assertStillGood() {
        for (LabNode node : fleet.nodes()) {
            assertThat(node.peers())
                    .as("known to host %s", node.host().number())
                    .containsKeys(othersThan(node));
            Await.until(
                    "the others reached", WITHIN, () -> node.reachable().containsAll(fleet.others(node)), node::peers);
            assertThat(node.complaint()).isEmpty();
        }
    }

    private static String[] othersThan(LabNode node) {
        return fleet.others(node).toArray(String[]::new);
    }
}
