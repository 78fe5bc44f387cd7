// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.itests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Nodes of one key, one on each of the first hosts of a lab, which ends with them. */
final class Fleet implements AutoCloseable {

    /** Far more than discovery and the first probes take: how long they may take is for tests to say that are about it. */
    static final Duration MEETS_WITHIN = Duration.ofMinutes(2);

    /** Each takes seconds of a processor to start. */
    private static final int STARTED_AT_ONCE = 3;

    private final Lab lab;
    private final Path directory;
    private final Path key;
    private final Ledger ledger;
    private final List<LabNode> nodes = new ArrayList<>();

    private Fleet(Lab lab, Path directory, Path key) {
        this.lab = lab;
        this.directory = directory;
        this.key = key;
        this.ledger = new Ledger(directory.resolve("ledger"));
    }

    /** A file with a key in it that only its owner may read. */
    static Path keyFile(Path file, String key) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, key);
    }

    /**
     * A started fleet whose nodes all reach each other.
     *
     * @param lab is closed with the fleet, also when it cannot be started
     * @param environment more variables for the node of each host
     */
    static Fleet of(Lab lab, int size, Path directory, Function<LabHost, Map<String, String>> environment)
            throws IOException {
        Fleet fleet = new Fleet(lab, directory, keyFile(directory.resolve("key"), "key of this fleet\n"));
        try {
            fleet.start(size, environment);
            return fleet;
        } catch (IOException | RuntimeException | Error e) {
            fleet.close();
            throw e;
        }
    }

    private void start(int size, Function<LabHost, Map<String, String>> environment) throws IOException {
        for (int number = 1; number <= size; number++) {
            add(lab.host(number), environment.apply(lab.host(number)));
            if (number % STARTED_AT_ONCE == 0) {
                nodes.forEach(LabNode::awaitAnswer);
            }
        }
        awaitReady();
    }

    /** Until every node answers, reaches every other one and knows it to have what it was given. */
    void awaitReady() {
        nodes.forEach(LabNode::awaitAnswer);
        awaitComplete(MEETS_WITHIN);
        for (LabNode node : nodes) {
            nodes.stream()
                    .filter(other -> other != node)
                    .forEach(other -> node.awaitInstalled(other, Ledger.NAME, MEETS_WITHIN));
        }
    }

    /** Starts one more node; it may not answer yet. */
    LabNode add(LabHost host, Map<String, String> environment) throws IOException {
        LabNode node = LabNode.started(host, directory, key, ledger, environment);
        nodes.add(node);
        return node;
    }

    /** Until every node reaches every other one. */
    void awaitComplete(Duration limit) {
        for (LabNode node : nodes) {
            node.awaitReachable(others(node), limit);
        }
    }

    /** The ids of all nodes but that one. */
    Set<String> others(LabNode self) {
        return nodes.stream().filter(node -> node != self).map(LabNode::id).collect(Collectors.toSet());
    }

    /** @param number of its host, from 1 */
    LabNode node(int number) {
        return nodes.get(number - 1);
    }

    List<LabNode> nodes() {
        return List.copyOf(nodes);
    }

    /** What each node has as its service {@code ledger}. */
    Ledger ledger() {
        return ledger;
    }

    Path key() {
        return key;
    }

    Lab lab() {
        return lab;
    }

    @Override
    public void close() {
        try (lab) {
            nodes.parallelStream().forEach(LabNode::close);
        }
    }
}
