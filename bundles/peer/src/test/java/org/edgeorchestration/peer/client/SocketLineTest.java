// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import org.edgeorchestration.peer.client.Lines.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SocketLineTest {
    private static final InetAddress HERE = Neighbourhood.address(1);

    private ServerSocket server;
    private SocketLine line;

    @BeforeEach
    void open() throws IOException {
        server = new ServerSocket(0, 1, HERE);
        line = line(server.getLocalPort());
    }

    @AfterEach
    void close() throws IOException {
        line.close();
        server.close();
    }

    private static SocketLine line(int port) {
        return new SocketLine(
                new Endpoint(HERE, port, false), Optional.of(new InetSocketAddress(Neighbourhood.address(2), 0)));
    }

    private void becomes(Stage stage) {
        Await.until(() -> line.stage() == stage);
    }

    @Test
    void isOpenWhileTheOtherSideHoldsIt() throws IOException {
        becomes(Stage.OPEN);
        try (Socket other = server.accept()) {
            assertThat(other.getInetAddress()).isEqualTo(Neighbourhood.address(2));
            assertThat(line.stage()).isEqualTo(Stage.OPEN);
        }
        becomes(Stage.LOST);
    }

    @Test
    void tellsThatItWasOpenThoughItIsLostAlready() throws IOException {
        server.accept().close();
        Await.sleep(Duration.ofMillis(20));
        assertThat(line.stage()).isEqualTo(Stage.OPEN);
        becomes(Stage.LOST);
    }

    @Test
    void isLostWhenTheOtherSideResetsIt() throws IOException {
        becomes(Stage.OPEN);
        try (Socket other = server.accept()) {
            other.setSoLinger(true, 0);
        }
        becomes(Stage.LOST);
    }

    @Test
    void isLostWhenTheOtherSideSpeaks() throws IOException {
        becomes(Stage.OPEN);
        try (Socket other = server.accept()) {
            other.getOutputStream().write(1);
            becomes(Stage.LOST);
        }
    }

    @Test
    void isRefusedWhereNobodyListens() throws IOException {
        int port = server.getLocalPort();
        line.close();
        server.close();
        line = line(port);
        becomes(Stage.REFUSED);
        assertThat(line.stage()).isEqualTo(Stage.REFUSED);
    }

    @Test
    void isLostWhereItCannotBeBegun() {
        line.close();
        line = new SocketLine(
                new Endpoint(HERE, server.getLocalPort(), false),
                Optional.of(new InetSocketAddress("192.0.2.1", 0))); // no address of this host
        assertThat(line.stage()).isEqualTo(Stage.LOST);
    }

    @Test
    void saysNothingAndEndsWhenItIsClosed() throws IOException {
        becomes(Stage.OPEN);
        try (Socket other = server.accept()) {
            line.close();
            assertThat(other.getInputStream().read()).isEqualTo(-1);
        }
    }
}
