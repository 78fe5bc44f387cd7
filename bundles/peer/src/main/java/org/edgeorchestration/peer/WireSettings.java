// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.edgeorchestration.api.node.LocalNode;
import org.edgeorchestration.peer.client.PeerClient;
import org.edgeorchestration.peer.server.PeerServer;
import org.edgeorchestration.peer.tls.NodeCertificates;
import org.edgeorchestration.peer.wire.AdminToken;

/**
 * What the configuration means for either half.
 *
 * @param server how calls are received
 * @param client how calls are made
 */
record WireSettings(PeerServer.Settings server, PeerClient.Settings client) {
    private static final int SEED_ERA_PORT = 56_001;

    /** @throws IllegalArgumentException when a key, or a file that one names, is wrong; the message says what and what to write */
    static WireSettings of(FleetWire.Config config, LocalNode self) {
        boolean plaintext = oneOf("plaintext.peers", config.plaintext_peers(), "accept", "refuse");
        Optional<SSLContext> tls = oneOf("secure", config.secure(), "on", "off")
                ? Optional.of(new NodeCertificates(certificates(config, self)).context())
                : Optional.empty();
        return new WireSettings(
                new PeerServer.Settings(config.port(), plaintext, tls),
                new PeerClient.Settings(config.port(), SEED_ERA_PORT, plaintext, tls, token(config)));
    }

    private static Path certificates(FleetWire.Config config, LocalNode self) {
        return config.tls_directory().isBlank()
                ? self.state().resolve("certs")
                : Path.of(config.tls_directory().strip());
    }

    private static Optional<AdminToken> token(FleetWire.Config config) {
        if (config.jwt_key_file().isBlank()) {
            return Optional.empty();
        }
        Path file = Path.of(config.jwt_key_file().strip());
        try {
            return Optional.of(new AdminToken(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new IllegalArgumentException("jwt.key.file names " + file + ", which cannot be read: " + e, e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("jwt.key.file names " + file + ", which is empty", e);
        }
    }

    private static boolean oneOf(String key, String value, String yes, String no) {
        if (value.equals(yes) || value.equals(no)) {
            return value.equals(yes);
        }
        throw new IllegalArgumentException(key + " must be " + yes + " or " + no + ", but is '" + value + "'");
    }
}
