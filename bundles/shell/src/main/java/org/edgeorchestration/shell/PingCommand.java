// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.shell;

import java.io.PrintStream;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.edgeorchestration.api.node.Ticker;
import org.edgeorchestration.api.peer.Load;
import org.edgeorchestration.api.peer.Peer;
import org.edgeorchestration.api.peer.PeerTransport;
import org.edgeorchestration.api.scoring.Resources;
import org.jspecify.annotations.Nullable;

/** {@code edge:ping}: asks other nodes as a request would. */
@Service
@Command(scope = "edge", name = "ping", description = "Asks other nodes how busy they are, and how long that takes")
@SuppressWarnings("NullAway.Init") // Karaf fills the fields
public final class PingCommand extends EdgeCommand {
    private static final int MOST = 100;

    @Argument(
            name = "node",
            description = "A node's id, a part of it that no other has, or an address; default: every other node")
    @Completion(NodeCompleter.class)
    @Nullable
    String node;

    @Option(name = "-n", aliases = "--count", description = "How often to ask, 1 to " + MOST + "; default: once")
    int count = 1;

    @Reference
    Ticker ticker;

    @Reference(optional = true)
    @Nullable
    PeerTransport transport;

    @Override
    void run(PrintStream out) throws Exception {
        if (count < 1 || count > MOST) {
            throw new IllegalArgumentException("--count must be 1 to " + MOST + ", but was " + count);
        }
        if (transport == null) {
            throw new IllegalStateException("this node cannot speak to others; the bundle peer is not active");
        }
        List<String> silent = new ArrayList<>();
        for (Peer peer : asked(transport.peers())) {
            if (ping(transport, peer, out) == 0) {
                silent.add(peer.node().id().value());
            }
        }
        if (!silent.isEmpty()) {
            throw new IllegalStateException("no answer from " + ForPeople.list(silent));
        }
    }

    private List<Peer> asked(List<Peer> peers) {
        if (peers.isEmpty()) {
            throw new IllegalStateException("no other node is known here");
        }
        if (node == null) {
            return peers;
        }
        List<Peer> exactly = peers.stream().filter(peer -> isCalled(peer, node)).toList();
        List<Peer> found = exactly.isEmpty()
                ? peers.stream()
                        .filter(peer -> peer.node().id().value().contains(node))
                        .toList()
                : exactly;
        if (found.size() != 1) {
            throw new IllegalArgumentException((found.isEmpty() ? "no other node" : "more than one node") + " here is "
                    + node + "; edge:nodes lists those that are known");
        }
        return found;
    }

    private static boolean isCalled(Peer peer, String word) {
        return peer.node().id().value().equals(word)
                || peer.node().addresses().stream()
                        .map(InetAddress::getHostAddress)
                        .anyMatch(word::equals);
    }

    /** @return how many answers came */
    private int ping(PeerTransport way, Peer peer, PrintStream out) throws Exception {
        String name = name(peer);
        List<Duration> times = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long begun = ticker.nanoTime();
            try {
                Peer answered = await(way.ask(peer.node().id()));
                Duration took = Duration.ofNanos(ticker.nanoTime() - begun);
                times.add(took);
                out.println(name + ": answered in " + ForPeople.millis(took) + told(answered));
            } catch (ExecutionException e) {
                out.println(name + ": no answer: " + reason(e));
            }
            out.flush();
        }
        if (count > 1) {
            out.println(name + ": " + times.size() + " of " + count + " answered" + range(times));
        }
        return times.size();
    }

    private static @Nullable String reason(ExecutionException failure) {
        Throwable cause = failure.getCause();
        return cause == null ? failure.getMessage() : cause.getMessage();
    }

    private static String range(List<Duration> times) {
        return times.isEmpty()
                ? ""
                : ", in "
                        + ForPeople.millis(
                                times.stream().min(Duration::compareTo).orElseThrow()) + " to "
                        + ForPeople.millis(
                                times.stream().max(Duration::compareTo).orElseThrow());
    }

    private static String name(Peer peer) {
        return peer.node().addresses().stream()
                .findFirst()
                .map(address -> peer.node().id() + " (" + address.getHostAddress() + ")")
                .orElse(peer.node().id().value());
    }

    private static String told(Peer peer) {
        return peer.roundTrip()
                        .map(way -> ", round trip " + ForPeople.millis(way))
                        .orElse("")
                + peer.load().map(PingCommand::load).orElse("");
    }

    private static String load(Load load) {
        return "; " + load.running() + " running, " + load.waiting() + " waiting" + (load.full() ? ", full" : "")
                + load.resources().map(PingCommand::machine).orElse("")
                + load.goScore().stream()
                        .mapToObj(score -> "; Go score " + ForPeople.number(score))
                        .findFirst()
                        .orElse("");
    }

    private static String machine(Resources machine) {
        return "; " + ForPeople.number(machine.cpuUsage()) + " % of " + machine.cpuCount() + " processors in use, "
                + ForPeople.bytes(machine.memoryAvailable()) + " of " + ForPeople.bytes(machine.memoryTotal())
                + " available";
    }
}
