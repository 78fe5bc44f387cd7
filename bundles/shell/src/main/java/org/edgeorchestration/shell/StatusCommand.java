// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.shell;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.edgeorchestration.api.node.KeyStore;
import org.edgeorchestration.api.node.LocalNode;
import org.edgeorchestration.api.node.Node;
import org.edgeorchestration.api.peer.Peer;
import org.edgeorchestration.api.peer.Peer.Standing;
import org.edgeorchestration.api.peer.PeerTransport;
import org.edgeorchestration.api.scoring.Sample;
import org.edgeorchestration.api.scoring.ScoreProvider;
import org.edgeorchestration.api.service.ServiceManager;
import org.jspecify.annotations.Nullable;

/** {@code edge:status}: this node at a glance. */
@Service
@Command(scope = "edge", name = "status", description = "Shows this node: who it is, what it can do, how it does")
@SuppressWarnings("NullAway.Init") // Karaf fills the fields
public final class StatusCommand extends EdgeCommand {
    @Reference
    LocalNode self;

    @Reference
    KeyStore keys;

    @Reference
    ServiceManager services;

    @Reference
    ScoreProvider scores;

    @Reference
    InstantSource time;

    @Reference(optional = true)
    @Nullable
    PeerTransport transport;

    @Override
    void run(PrintStream out) {
        List<Node> nodes = services.nodes();
        ShellTable table = new ShellTable().noHeaders();
        table.column("");
        table.column("");
        table.addRow().addContent("Node", self.id());
        table.addRow().addContent("Platform", self.platform());
        table.addRow()
                .addContent(
                        "Addresses",
                        ForPeople.list(self.addresses().stream()
                                .map(InetAddress::getHostAddress)
                                .toList()));
        table.addRow().addContent("State", self.state());
        table.addRow().addContent("Key", key());
        table.addRow().addContent("Runs", nodes.isEmpty() ? "none" : runs(nodes.get(0)));
        table.addRow().addContent("Other nodes", peers());
        table.addRow().addContent("Score", scores.sample().map(this::score).orElse("not measured yet"));
        table.addRow().addContent("Executions", executions());
        table.addRow()
                .addContent(
                        "Uptime",
                        ForPeople.span(Duration.ofMillis(
                                ManagementFactory.getRuntimeMXBean().getUptime())));
        table.print(out);
    }

    private String key() {
        if (keys.key().isPresent()) {
            return keys.file().toString();
        }
        return Files.exists(keys.file())
                ? keys.file() + " is new; this node runs alone until it is started again"
                : "none, so this node runs alone; edge:key-create makes one in " + keys.file();
    }

    private String peers() {
        if (transport == null) {
            return "none: the bundle peer is not active";
        }
        List<Peer> peers = transport.peers();
        Map<Standing, Long> troubled = peers.stream()
                .map(Peer::standing)
                .filter(standing -> standing != Standing.READY)
                .collect(Collectors.groupingBy(standing -> standing, TreeMap::new, Collectors.counting()));
        return peers.isEmpty() ? "none" : peers.size() + (troubled.isEmpty() ? "" : " (" + words(troubled) + ")");
    }

    private static String words(Map<Standing, Long> standings) {
        return ForPeople.list(standings.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey().name().toLowerCase(Locale.ROOT))
                .toList());
    }

    private static String runs(Node node) {
        return ForPeople.list(new TreeSet<>(node.executionTypes()));
    }

    private String score(Sample sample) {
        return ForPeople.number(
                        scores.fitness(sample.resources(), Duration.ZERO).value()) + ", measured "
                + ForPeople.span(Duration.between(sample.taken(), time.instant())) + " ago";
    }

    private String executions() {
        Map<String, Long> counts = services.services().stream()
                .collect(Collectors.groupingBy(status -> status.status().word(), TreeMap::new, Collectors.counting()));
        return ForPeople.list(counts.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .toList());
    }
}
