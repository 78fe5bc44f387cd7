// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.itests;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a user has on disk: the unpacked distribution and, beside it, a state directory. Several lives of a node may follow one
 * another in it.
 */
final class NodeHome {

    private static final Path DISTRIBUTION = Path.of(System.getProperty("edge.distribution"));

    /**
     * Below those that the kernel gives away, above those from 21000 on of which Pax Exam takes the first that is free: nobody gets one of
     * these by chance before the node has it.
     */
    private static final int FIRST_PORT = 22_000;

    private static final int PORTS = 10_000;
    private static final AtomicInteger USED =
            new AtomicInteger((int) (ProcessHandle.current().pid() * 100 % PORTS));

    private final Path directory;
    private final int port;

    private NodeHome(Path directory, int port) {
        this.directory = directory;
        this.port = port;
    }

    /** @param directory an empty one, for this node alone */
    static NodeHome unpackedIn(Path directory) throws IOException {
        Path home = Files.createDirectories(directory.resolve("node"));
        Command.run(List.of("tar", "-xzf", DISTRIBUTION.toString(), "--strip-components", "1", "-C", home.toString()));
        return new NodeHome(directory, freePort());
    }

    Path home() {
        return directory.resolve("node");
    }

    Path state() {
        return directory.resolve("state");
    }

    /** Starts a node and waits until it answers, and lacks nothing. */
    RunningNode start(Map<String, String> environment) throws IOException {
        RunningNode node = start(List.of(), environment);
        try {
            node.awaitAnswer();
            node.awaitHealth();
            return node;
        } catch (RuntimeException | Error e) {
            node.close();
            throw e;
        }
    }

    /**
     * Starts a node.
     *
     * @param wrapper words before the command, as {@code unshare --net}
     * @param environment in addition to what gives this node its own port and state
     */
    RunningNode start(List<String> wrapper, Map<String, String> environment) throws IOException {
        Map<String, String> alone = new HashMap<>(Map.of(
                "EDGE_ADDRESS",
                "127.0.0.1", // nothing of it is heard on this machine's networks
                "ORG_EDGEORCHESTRATION_PEER_PORT",
                Integer.toString(freePort())));
        alone.putAll(environment);
        return start(wrapper, alone, new Application(port));
    }

    /** As above, where applications reach the node at another address than this machine's loopback. */
    RunningNode start(List<String> wrapper, Map<String, String> environment, Application application)
            throws IOException {
        List<String> command = new ArrayList<>(wrapper);
        command.addAll(List.of(home().resolve("bin/karaf").toString(), "server"));
        Map<String, String> variables = new HashMap<>(Map.of(
                "EDGE_STATE", state().toString(),
                "EDGE_CLASS_ARCHIVE", "off", // writing one takes longer than most of these lives
                "EDGE_KEY_FILE", directory.resolve("no-key").toString(),
                "DOCKER_HOST", "unix://" + directory.resolve("no-engine.sock"),
                "ORG_EDGEORCHESTRATION_REST_PORT", Integer.toString(port)));
        variables.putAll(environment);
        return RunningNode.launch(this, command, variables, application);
    }

    /** One that nobody listens at, and that is given once only. */
    static int freePort() {
        for (int tries = 0; tries < PORTS; tries++) {
            int port = FIRST_PORT + Math.floorMod(USED.getAndIncrement(), PORTS);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                // the next one, then
            }
        }
        throw new AssertionError("no port is free from " + FIRST_PORT + " on");
    }
}
