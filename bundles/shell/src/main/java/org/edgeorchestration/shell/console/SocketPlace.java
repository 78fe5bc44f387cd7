// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.shell.console;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Where the socket lies: in a directory that only this node's user can enter, so that there is no moment at which somebody else could
 * connect.
 *
 * @param socket the socket's path
 */
record SocketPlace(Path socket) {
    /** What fits into {@code sun_path} of {@code struct sockaddr_un} on Linux, without the final zero; macOS has 103. */
    private static final int LONGEST = 103;

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    /**
     * Makes the place: {@code console/socket} in the state directory or, where that path is too long for a socket, in a
     * fresh temporary directory. What an earlier life left there is removed.
     */
    static SocketPlace in(Path state) throws IOException {
        Path socket = state.resolve("console").resolve("socket");
        if (socket.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            // Made with these permissions by the JDK itself.
            return new SocketPlace(Files.createTempDirectory("edge-console").resolve("socket"));
        }
        Path directory = Files.createDirectories(state.resolve("console"));
        Files.setPosixFilePermissions(directory, OWNER_ONLY);
        Files.deleteIfExists(socket);
        return new SocketPlace(socket);
    }

    /** Removes the socket and its directory. */
    void remove() throws IOException {
        Files.deleteIfExists(socket);
        Path directory = socket.getParent();
        if (directory != null) {
            Files.deleteIfExists(directory);
        }
    }
}
