// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.static_;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.annotation.Annotation;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.edgeorchestration.api.discovery.Discovery;
import org.edgeorchestration.api.discovery.Sighting;
import org.edgeorchestration.api.node.FakeLocalNode;
import org.edgeorchestration.api.node.LocalNode;
import org.edgeorchestration.api.node.RealThreads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class StaticDiscoveryTest {

    /** A configuration, without a container that makes it. */
    @SuppressWarnings("ClassExplicitlyAnnotation")
    private record Settings(String peers) implements StaticDiscovery.Config {
        @Override
        public Class<? extends Annotation> annotationType() {
            return StaticDiscovery.Config.class;
        }
    }

    private final RealThreads threads = new RealThreads();
    private final LocalNode self = new FakeLocalNode(Path.of("target"));
    private final Map<String, InetAddress[]> names = new ConcurrentHashMap<>();
    private final Semaphore lookUps = new Semaphore(0);

    @AfterEach
    void end() {
        threads.close();
    }

    @Test
    void knowsNobodyByDefault() {
        assertThat(discovery("").sightings()).isEmpty();
    }

    @Test
    void believesAddressesAtOnce() throws Exception {
        assertThat(discovery("192.0.2.1, 2001:db8::7 ,192.0.2.1,").sightings())
                .containsExactly(sighting(1, "192.0.2.1"), sighting(1, "2001:db8::7"));
    }

    @Test
    void passesThisNodeOverButNotItsNeighboursOnTheSameMachine() throws Exception {
        assertThat(discovery("127.0.0.1, 127.0.0.2, 127.0.0.3").sightings())
                .containsExactly(sighting(1, "127.0.0.2"), sighting(1, "127.0.0.3"));
    }

    @Test
    void looksNamesUp() throws Exception {
        names.put("gateway.example.org", addresses("192.0.2.9", "2001:db8::9"));
        StaticDiscovery discovery = discovery("gateway.example.org");
        lookUps.acquire(2);
        assertThat(discovery.sightings()).containsExactly(sighting(2, "192.0.2.9", "2001:db8::9"));
    }

    @Test
    void takesNoAddressForAPeerThatIsNotOneHost() throws Exception {
        names.put("board", addresses("0.0.0.0", "192.0.2.9", "224.0.0.1"));
        StaticDiscovery discovery = discovery("board");
        lookUps.acquire(2);
        assertThat(discovery.sightings()).containsExactly(sighting(2, "192.0.2.9"));
        names.put("board", addresses("0.0.0.0", "::", "255.255.255.255"));
        lookUps.drainPermits();
        lookUps.acquire(2);
        assertThat(discovery.sightings()).as("a blocked name has no address").containsExactly(sighting(2, "192.0.2.9"));
    }

    @Test
    void keepsWhereANameWasAndFollowsItWhereItGoes() throws Exception {
        names.put("board", addresses("192.0.2.9"));
        StaticDiscovery discovery = discovery("board");
        lookUps.acquire(2); // the first one is over when the second begins
        assertThat(discovery.sightings()).containsExactly(sighting(2, "192.0.2.9"));
        names.remove("board");
        lookUps.drainPermits();
        lookUps.acquire(2);
        assertThat(discovery.sightings()).containsExactly(sighting(2, "192.0.2.9"));
        CountDownLatch told = new CountDownLatch(1);
        Discovery.Watch watch = discovery.watch(told::countDown);
        names.put("board", addresses("192.0.2.10"));
        told.await();
        assertThat(discovery.sightings()).containsExactly(sighting(3, "192.0.2.10"));
        watch.close();
    }

    @Test
    void doesNotTakeAnotherOrderOfTheSameAddressesForAChange() throws Exception {
        names.put("board", addresses("192.0.2.9", "192.0.2.10"));
        StaticDiscovery discovery = discovery("board");
        lookUps.acquire(2);
        names.put("board", addresses("192.0.2.10", "192.0.2.9"));
        lookUps.drainPermits();
        lookUps.acquire(2);
        assertThat(discovery.sightings()).containsExactly(sighting(2, "192.0.2.9", "192.0.2.10"));
    }

    @Test
    void aNameThatHangsHoldsNobodyUp() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        Peer.Resolver resolver = name -> {
            if (name.equals("slow")) {
                await(never);
            }
            lookUps.release();
            return addresses("192.0.2.9");
        };
        StaticDiscovery discovery = new StaticDiscovery(new Settings("slow, fast"), resolver, 5, self, threads);
        lookUps.acquire(20);
        assertThat(discovery.sightings()).containsExactly(sighting(2, "192.0.2.9"));
        discovery.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "192.0.2.256",
                "192.0.2",
                "1",
                "192.0.2.1:56002",
                "host:80",
                "http://host",
                "ho st",
                "-host",
                "::1::",
                "0.0.0.0",
                "::",
                "224.0.0.251",
                "255.255.255.255",
                "ff02::fb",
                "a..b",
                "host;",
                "[::1]"
            })
    void refusesWhatIsNeitherAnAddressNorAName(String entry) {
        assertThatThrownBy(() -> discovery("192.0.2.1," + entry))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + entry + "' in peers");
    }

    @Test
    void refusesMoreThan256Peers() {
        String list = IntStream.range(0, 257).mapToObj(i -> "host" + i).collect(Collectors.joining(","));
        assertThatThrownBy(() -> discovery(list)).hasMessage("peers names 257 nodes; 256 are possible");
    }

    private StaticDiscovery discovery(String peers) {
        return new StaticDiscovery(new Settings(peers), this::resolve, 5, self, threads);
    }

    private InetAddress[] resolve(String name) throws UnknownHostException {
        lookUps.release();
        InetAddress[] found = names.get(name);
        if (found == null) {
            throw new UnknownHostException(name);
        }
        return found;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static InetAddress[] addresses(String... literals) throws UnknownHostException {
        InetAddress[] addresses = new InetAddress[literals.length];
        for (int i = 0; i < literals.length; i++) {
            addresses[i] = InetAddress.getByName(literals[i]);
        }
        return addresses;
    }

    private static Sighting sighting(long spoken, String... addresses) throws UnknownHostException {
        return new Sighting(
                Optional.empty(),
                "",
                Arrays.asList(addresses(addresses)),
                Set.of(),
                Set.of(),
                Sighting.Dialect.NONE,
                true,
                false,
                spoken);
    }
}
