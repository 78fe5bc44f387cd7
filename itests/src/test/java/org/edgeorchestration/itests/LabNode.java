// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.itests;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/** A node on a host of the lab, through all of its lives. Applications ask it from this machine. */
final class LabNode implements AutoCloseable {

    static final int PORT = 56_001;

    /** How many lines of a complaint are shown: a trace of its cause. */
    private static final int CONTEXT = 40;

    private static final String NODES = "/api/v1/orchestration/nodes";
    private static final Duration READY_WITHIN = Duration.ofMinutes(3);

    private final LabHost host;
    private final NodeHome home;
    private final Map<String, String> environment;
    private final Application application;
    private RunningNode life;

    private LabNode(LabHost host, NodeHome home, Map<String, String> environment) throws IOException {
        this.host = host;
        this.home = home;
        this.environment = environment;
        this.application = new Application(host.address(), PORT);
        this.life = begin();
    }

    /**
     * Unpacks a node and starts it; it may not answer yet.
     *
     * @param directory where its files go, in a directory of its own
     * @param key the fleet's
     * @param ledger a service that it gets installed
     * @param more variables of its environment
     */
    static LabNode started(LabHost host, Path directory, Path key, Ledger ledger, Map<String, String> more)
            throws IOException {
        NodeHome home = NodeHome.unpackedIn(Files.createDirectories(directory.resolve("host" + host.number())));
        ledger.installFor(host, home.state());
        Map<String, String> environment = new HashMap<>(Map.of(
                "EDGE_KEY_FILE",
                key.toString(),
                "ORG_EDGEORCHESTRATION_REST_PORT",
                Integer.toString(PORT),
                "ORG_EDGEORCHESTRATION_REST_CALLERS",
                host.lab().network() + ".0/24"));
        environment.putAll(more);
        return new LabNode(host, home, environment);
    }

    private RunningNode begin() throws IOException {
        return home.start(host.wrapper(), environment, application);
    }

    LabHost host() {
        return host;
    }

    Application application() {
        return application;
    }

    /** All it has said, in all of its lives. */
    String log() {
        return life.log();
    }

    LabNode awaitAnswer() {
        life.awaitAnswer();
        return this;
    }

    /** Its device id, once it answers. */
    String id() {
        try {
            return "edge-orchestration-"
                    + Files.readString(home.state().resolve("device/orchestration_deviceID.txt"))
                            .strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it knows of the others, by device id. */
    Map<String, JsonNode> peers() {
        return StreamSupport.stream(application.get(NODES).json().spliterator(), false)
                .filter(node -> !node.path("Self").asBoolean())
                .collect(Collectors.toMap(node -> node.path("Id").asText(), node -> node, (one, other) -> one));
    }

    /** The others that it would give work to. */
    Set<String> reachable() {
        return peers().entrySet().stream()
                .filter(peer -> peer.getValue().path("Reachable").asBoolean())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    void awaitReachable(Set<String> ids, Duration limit) {
        Await.until(
                "host " + host.number() + " reaches " + ids,
                limit,
                () -> reachable().equals(ids),
                this::peers);
    }

    /** How long it takes until it reaches them. */
    Duration reaching(Set<String> ids, Duration cap) {
        return Await.timed(
                "host " + host.number() + " reaches " + ids,
                cap,
                () -> reachable().equals(ids),
                this::peers);
    }

    /** Whether it has that node in its table, as one that is there. */
    boolean knows(LabNode other) {
        return peers().containsKey(other.id());
    }

    /** Until it knows that another node has the ledger under that name. */
    void awaitInstalled(LabNode other, String name, Duration limit) {
        Await.until(
                name + " at host " + other.host.number() + ", as host " + host.number() + " knows it",
                limit,
                () -> Optional.ofNullable(peers().get(other.id()))
                        .filter(peer -> Ledger.isAt(peer, name))
                        .isPresent(),
                this::peers);
    }

    /** Once its own executor of containers has found its engine. */
    void awaitEngine() {
        Await.until(
                "an engine for host " + host.number(),
                READY_WITHIN,
                () -> StreamSupport.stream(application.get(NODES).json().spliterator(), false)
                        .filter(node -> node.path("Self").asBoolean())
                        .anyMatch(node -> node.path("ExecutionTypes").toString().contains("container")),
                this::log);
    }

    RunningNode.Vitals vitals() {
        return life.vitals();
    }

    /** Has the process stand still, as on a host that is out of breath. */
    void freeze() {
        life.signalled("STOP");
    }

    void thaw() {
        life.signalled("CONT");
    }

    /** Ends the process as {@code kill -9} does. */
    void kill() throws InterruptedException {
        life.killed();
    }

    /** Ends it as an operator does. */
    void terminate() {
        life.terminated();
    }

    boolean isAlive() {
        return life.isAlive();
    }

    /** Its next life; it may not answer yet. */
    void restart() throws IOException {
        life = begin();
    }

    /** Where its files are. */
    NodeHome home() {
        return home;
    }

    /** The first line of its log that should not be there, and what follows it. */
    Optional<String> complaint() {
        List<String> lines = log().lines().toList();
        return IntStream.range(0, lines.size())
                .filter(i -> lines.get(i).contains(" ERROR ") || lines.get(i).contains("Exception"))
                .filter(i -> !RunningNode.isHarmless(lines.get(i)))
                .mapToObj(i -> String.join("\n", lines.subList(i, Math.min(i + CONTEXT, lines.size()))))
                .findFirst();
    }

    @Override
    public void close() {
        life.close();
    }
}
