// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.shell.client;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.edgeorchestration.shell.wire.FrameChannel;
import org.edgeorchestration.shell.wire.Signpost;
import org.jspecify.annotations.Nullable;

/**
 * Finds the node of this distribution: by the signposts in the state directory that {@code EDGE_STATE} names; else in the
 * distribution's data directory; else in the two default state directories.
 */
final class NodeFinder {
    private final List<Signpost> signposts = new ArrayList<>();

    /**
     * A finder.
     *
     * @param environment the environment variables
     * @param base the distribution's directory, {@code karaf.base}
     * @param data its data directory, {@code karaf.data}; {@code data} in {@code base} when there is none
     */
    NodeFinder(Map<String, String> environment, @Nullable String base, @Nullable String data) {
        String state = environment.get("EDGE_STATE");
        if (state != null && !state.isBlank()) {
            signposts.add(Signpost.in(Path.of(state.strip())));
            return;
        }
        if (data != null) {
            signposts.add(Signpost.in(Path.of(data)));
        } else if (base != null) {
            signposts.add(Signpost.in(Path.of(base, "data")));
        }
        signposts.add(Signpost.in(Path.of("/var/edge-orchestration")));
        if (base != null) {
            signposts.add(Signpost.in(Path.of(base, "edge")));
        }
    }

    /**
     * Connects to the node.
     *
     * @return empty when none answers, also after the further attempts
     */
    Optional<FrameChannel> connect(int attempts, int delaySeconds) throws InterruptedException {
        Optional<FrameChannel> found = connect();
        for (int i = 0; i < attempts && found.isEmpty(); i++) {
            TimeUnit.SECONDS.sleep(delaySeconds);
            found = connect();
        }
        return found;
    }

    private Optional<FrameChannel> connect() {
        Optional<FrameChannel> found = Optional.empty();
        for (Signpost signpost : signposts) {
            if (found.isEmpty()) {
                found = signpost.target().flatMap(NodeFinder::connect);
            }
        }
        return found;
    }

    private static Optional<FrameChannel> connect(Path socket) {
        try {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                channel.connect(UnixDomainSocketAddress.of(socket));
                return Optional.of(new FrameChannel(channel));
            } catch (IOException | IllegalArgumentException e) {
                channel.close();
            }
        } catch (IOException e) {
            // as below
        }
        return Optional.empty(); // the signpost of a node that has ended, or of another user's
    }
}
