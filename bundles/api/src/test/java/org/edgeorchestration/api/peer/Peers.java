// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.api.peer;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.edgeorchestration.api.node.ExecutionType;
import org.edgeorchestration.api.node.Node;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.peer.Peer.Standing;
import org.edgeorchestration.api.scoring.Resources;

/** Peers and loads that tests need in passing. All are on 127.0.0.1, run containers, and are a millisecond away. */
public final class Peers {
    /** An idle machine: four processors of 2 GHz, 4 GiB. */
    public static final Resources IDLE = machine(0, 4, 2_000);

    private static final long MEMORY = 4L << 30;

    private Peers() {}

    /** A machine with nearly all of its 4 GiB of memory available. */
    public static Resources machine(double cpuUsage, int cpuCount, double cpuFrequency) {
        return new Resources(cpuUsage, cpuCount, cpuFrequency, 0, MEMORY, MEMORY - (MEMORY >> 2));
    }

    /** What a node of this project with nothing to do says. */
    public static Load idle() {
        return load(IDLE);
    }

    /** What a node of this project says. */
    public static Load load(Resources resources) {
        return new Load(Optional.of(resources), OptionalDouble.empty(), 0, 0, false);
    }

    /** What a node of the Go project without the resource route says. */
    public static Load goScore(double score) {
        return new Load(Optional.empty(), OptionalDouble.of(score), 0, 0, false);
    }

    /** A node of this project that answered just now. */
    public static Peer ours(String id, Load load) {
        return peer(id, "java", true, "life-of-" + id, load);
    }

    /** A node of the Go project that answered just now. */
    public static Peer go(String id, Load load) {
        return peer(id, "P1", false, "", load);
    }

    private static Peer peer(String id, String profile, boolean ours, String life, Load load) {
        return new Peer(
                node(id, Set.of(ExecutionType.CONTAINER)),
                profile,
                ours,
                Standing.READY,
                Optional.empty(),
                life,
                Optional.of(Duration.ofMillis(1)),
                Optional.of(load),
                Duration.ZERO);
    }

    /** A node on 127.0.0.1. */
    public static Node node(String id, Set<ExecutionType> types, String... services) {
        return new Node(new NodeId(id), "linux", List.of(InetAddress.getLoopbackAddress()), types, Set.of(services));
    }

    /** The same peer, its load that old. */
    public static Peer aged(Peer peer, Duration age) {
        return new Peer(
                peer.node(),
                peer.profile(),
                peer.ours(),
                peer.standing(),
                peer.trouble(),
                peer.life(),
                peer.roundTrip(),
                peer.load(),
                age);
    }

    /** The same peer, standing otherwise. */
    public static Peer troubled(Peer peer, Standing standing, String trouble) {
        return new Peer(
                peer.node(),
                peer.profile(),
                peer.ours(),
                standing,
                Optional.of(trouble),
                peer.life(),
                peer.roundTrip(),
                peer.load(),
                peer.loadAge());
    }

    /** The same peer after a new start. */
    public static Peer reborn(Peer peer, String life) {
        return new Peer(
                peer.node(),
                peer.profile(),
                peer.ours(),
                peer.standing(),
                peer.trouble(),
                life,
                peer.roundTrip(),
                peer.load(),
                peer.loadAge());
    }

    /** The same peer, that far away. */
    public static Peer distant(Peer peer, Duration roundTrip) {
        return new Peer(
                peer.node(),
                peer.profile(),
                peer.ours(),
                peer.standing(),
                peer.trouble(),
                peer.life(),
                Optional.of(roundTrip),
                peer.load(),
                peer.loadAge());
    }
}
