// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.shell;

import java.io.PrintStream;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.Row;
import org.apache.karaf.shell.support.table.ShellTable;
import org.edgeorchestration.api.node.LocalNode;
import org.edgeorchestration.api.node.Node;
import org.edgeorchestration.api.peer.Load;
import org.edgeorchestration.api.peer.Peer;
import org.edgeorchestration.api.peer.PeerTransport;
import org.edgeorchestration.api.scoring.Sample;
import org.edgeorchestration.api.scoring.ScoreProvider;
import org.edgeorchestration.api.service.ServiceManager;
import org.jspecify.annotations.Nullable;

/** {@code edge:nodes}: the fleet as this node sees it. */
@Service
@Command(scope = "edge", name = "nodes", description = "Lists the nodes that are known, this one first")
@SuppressWarnings("NullAway.Init") // Karaf fills the fields
public final class NodesCommand extends EdgeCommand {
    @Reference
    ServiceManager services;

    @Reference
    LocalNode self;

    @Reference
    ScoreProvider scores;

    @Reference
    InstantSource time;

    @Reference(optional = true)
    @Nullable
    PeerTransport transport;

    @Override
    void run(PrintStream out) {
        ShellTable table = new ShellTable();
        Stream.of("Node", "Address", "Profile", "Runs", "Score", "Age", "Round trip", "State")
                .forEach(table::column);
        services.nodes().stream()
                .filter(node -> node.id().equals(self.id()))
                .forEach(node -> addSelf(table.addRow(), node));
        if (transport != null) {
            transport.peers().forEach(peer -> addPeer(table.addRow(), peer));
        }
        table.print(out);
    }

    private void addSelf(Row row, Node node) {
        Optional<Sample> sample = scores.sample();
        row.addContent(
                node.id(),
                address(node),
                "java",
                runs(node),
                sample.map(known -> score(known, Duration.ZERO)).orElse(""),
                sample.map(known -> ForPeople.span(Duration.between(known.taken(), time.instant())))
                        .orElse(""),
                "",
                "this node");
    }

    private String score(Sample sample, Duration roundTrip) {
        return ForPeople.number(scores.fitness(sample.resources(), roundTrip).value());
    }

    private void addPeer(Row row, Peer peer) {
        row.addContent(
                peer.node().id(),
                address(peer.node()),
                peer.profile(),
                runs(peer.node()),
                peer.load().map(load -> score(peer, load)).orElse(""),
                peer.load().map(load -> ForPeople.span(peer.loadAge())).orElse(""),
                peer.roundTrip().map(ForPeople::millis).orElse(""),
                state(peer));
    }

    /** Our own score where the peer tells what it takes; else the Go project's, whose scale is another. */
    private String score(Peer peer, Load load) {
        return load.resources()
                .map(resources -> scores.fitness(resources, peer.roundTrip().orElse(Duration.ZERO)))
                .map(score -> ForPeople.number(score.value()))
                .or(() -> load.goScore().stream()
                        .mapToObj(score -> ForPeople.number(score) + " (Go)")
                        .findFirst())
                .orElse("");
    }

    private static String state(Peer peer) {
        boolean full = peer.load().filter(Load::full).isPresent();
        return peer.standing().name().toLowerCase(Locale.ROOT)
                + (full ? ", full" : "")
                + peer.trouble().map(why -> ": " + why).orElse("");
    }

    private static String address(Node node) {
        return node.addresses().stream()
                .findFirst()
                .map(InetAddress::getHostAddress)
                .orElse("unknown");
    }

    private static String runs(Node node) {
        return ForPeople.list(new TreeSet<>(node.executionTypes()));
    }
}
