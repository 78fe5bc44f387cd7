// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.edgeorchestration.api.node.ExecutionType;
import org.edgeorchestration.api.node.FakeLocalNode;
import org.edgeorchestration.api.node.ManualTime;
import org.edgeorchestration.api.node.Node;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.peer.FakePeerTransport;
import org.edgeorchestration.api.peer.Load;
import org.edgeorchestration.api.peer.Peer;
import org.edgeorchestration.api.peer.Peer.Standing;
import org.edgeorchestration.api.peer.Peers;
import org.edgeorchestration.api.service.FakeServiceManager;
import org.junit.jupiter.api.Test;

/** {@code edge:nodes} and {@code edge:ping}. */
class PeerCommandsTest {
    private final FakePeerTransport transport = new FakePeerTransport();
    private final ManualTime time = new ManualTime();

    private NodesCommand nodes() {
        FakeLocalNode self = new FakeLocalNode(Path.of("/state"));
        NodesCommand command = new NodesCommand();
        command.services = new FakeServiceManager(Peers.node(self.id().value(), Set.of(ExecutionType.NATIVE)));
        command.self = self;
        command.scores = new FakeScores();
        command.time = time;
        command.transport = transport;
        return command;
    }

    private PingCommand ping() {
        PingCommand command = new PingCommand();
        command.ticker = time;
        command.transport = transport;
        return command;
    }

    private static Peer at(String address, Peer peer) throws UnknownHostException {
        Node node = peer.node();
        return new Peer(
                new Node(
                        node.id(),
                        node.platform(),
                        List.of(InetAddress.getByName(address)),
                        node.executionTypes(),
                        node.services()),
                peer.profile(),
                peer.ours(),
                peer.standing(),
                peer.trouble(),
                peer.life(),
                peer.roundTrip(),
                peer.load(),
                peer.loadAge());
    }

    @Test
    void nodesListsThisNodeAndEveryOther() throws Exception {
        Load full = new Load(Optional.of(Peers.IDLE), OptionalDouble.empty(), 7, 0, true);
        Peer unknown = new Peer(
                Peers.node("e-new", Set.of()),
                "P5",
                false,
                Standing.BARRED,
                Optional.of("it speaks plaintext; plaintext.peers = accept allows that"),
                "",
                Optional.empty(),
                Optional.empty(),
                Duration.ZERO);
        transport.put(
                at("192.168.1.38", Peers.aged(Peers.ours("b-java", Peers.idle()), Duration.ofMillis(300))),
                Peers.go("c-go", Peers.goScore(1.25)),
                Peers.ours("d-full", full),
                unknown);
        time.advance(Duration.ofMillis(400));
        List<String> lines = Printed.by(nodes()).lines().toList();
        assertThat(lines).hasSize(7);
        assertThat(lines.get(2)).contains("0000000001", "127.0.0.1", "java", "native", "7.250", "0.4 s", "this node");
        assertThat(lines.get(3)).contains("b-java", "192.168.1.38", "container", "6.250", "0.3 s", "1 ms", "ready");
        assertThat(lines.get(4)).contains("c-go", "P1", "1.250 (Go)", "ready");
        assertThat(lines.get(5)).contains("d-full", "ready, full");
        assertThat(lines.get(6))
                .contains("e-new", "P5", "none", "barred: it speaks plaintext; plaintext.peers")
                .doesNotContain("ms");
    }

    @Test
    void nodesListsThisNodeAloneWhileItCannotSpeakToOthers() throws Exception {
        NodesCommand command = nodes();
        command.transport = null;
        assertThat(Printed.by(command).lines()).hasSize(3);
    }

    @Test
    void pingAsksEveryOtherNode() throws Exception {
        Load busy = new Load(Optional.of(Peers.machine(25, 4, 2_000)), OptionalDouble.empty(), 3, 2, true);
        Peer before = Peers.ours("b-java", Peers.idle());
        transport.put(before, Peers.go("c-go", Peers.goScore(1.25)));
        transport.answers("b-java", () -> {
            time.advance(Duration.ofNanos(2_500_000));
            return CompletableFuture.completedStage(Peers.ours("b-java", busy));
        });
        assertThat(Printed.by(ping()).lines())
                .containsExactly(
                        "b-java (127.0.0.1): answered in 2.500 ms, round trip 1 ms; 3 running, 2 waiting, full;"
                                + " 25 % of 4 processors in use, 3.0 GiB of 4.0 GiB available",
                        "c-go (127.0.0.1): answered in 0 ms, round trip 1 ms; 0 running, 0 waiting; Go score 1.250");
    }

    @Test
    void pingAsksOneNodeByItsIdAPartOfItOrItsAddress() throws Exception {
        transport.put(
                at("192.168.1.38", Peers.ours("edge-1", Peers.idle())),
                at("192.168.1.39", Peers.ours("edge-11", Peers.idle())));
        PingCommand command = ping();
        for (String word : List.of("edge-1", "192.168.1.38", "-11")) {
            command.node = word;
            Printed.by(command);
        }
        assertThat(transport.asked()).extracting(NodeId::value).containsExactly("edge-1", "edge-1", "edge-11");
        command.node = "edge";
        assertThatThrownBy(() -> Printed.by(command)).hasMessageStartingWith("more than one node here is edge;");
        command.node = "192.168.1.40";
        assertThatThrownBy(() -> Printed.by(command)).hasMessageStartingWith("no other node here is 192.168.1.40;");
    }

    @Test
    void pingCountsTheAnswers() throws Exception {
        Peer peer = Peers.ours("b-java", Peers.idle());
        transport.put(peer);
        Queue<Integer> millis = new ArrayDeque<>(List.of(3, 0, 1));
        transport.answers("b-java", () -> {
            int took = millis.remove();
            time.advance(Duration.ofMillis(took));
            return took == 0
                    ? CompletableFuture.failedStage(new IOException("it did not answer within 100 ms"))
                    : CompletableFuture.completedStage(peer);
        });
        PingCommand command = ping();
        command.count = 3;
        assertThat(Printed.by(command).lines())
                .hasSize(4)
                .contains("b-java (127.0.0.1): no answer: it did not answer within 100 ms")
                .contains("b-java (127.0.0.1): 2 of 3 answered, in 1 ms to 3 ms");
    }

    @Test
    void pingFailsWhenANodeDoesNotAnswer() {
        transport.put(
                Peers.troubled(Peers.ours("b-late", Peers.idle()), Standing.LATE, "it has not answered for 2 s"),
                Peers.ours("c-well", Peers.idle()));
        assertThatThrownBy(() -> Printed.by(ping())).hasMessage("no answer from b-late");
        assertThat(transport.asked()).hasSize(2);
    }

    @Test
    void pingSaysWhyItCannot() {
        PingCommand command = ping();
        assertThatThrownBy(() -> Printed.by(command)).hasMessage("no other node is known here");
        command.count = 101;
        assertThatThrownBy(() -> Printed.by(command)).hasMessageContaining("--count must be 1 to 100");
        command.count = 1;
        command.transport = null;
        assertThatThrownBy(() -> Printed.by(command)).hasMessageContaining("the bundle peer is not active");
    }
}
