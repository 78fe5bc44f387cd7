// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.server.handler.DefaultHandler;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.edgeorchestration.api.node.ManualTime;
import org.junit.jupiter.api.Test;

class HttpListenerTest {
    private static final Connections.Limits LIMITS = new Connections.Limits(10, 10, address -> false, Optional.empty());

    @Test
    void saysWhichPortItCannotHaveAndWhy() throws IOException {
        InetAddress here = InetAddress.getLoopbackAddress();
        try (ServerSocket taken = new ServerSocket(0, 1, here)) {
            int port = taken.getLocalPort();
            HttpListener listener = new HttpListener(
                    new HttpListener.Settings("edge-test", List.of(here), port, 2),
                    new Connections(LIMITS, new ManualTime()),
                    List::of);
            assertThatThrownBy(() -> listener.start(new DefaultHandler(), new ErrorHandler()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("edge-test cannot listen on port " + port + ": ");
        }
    }

    @Test
    void takesALongHeaderButNotAnEndlessOne() throws IOException {
        try (TestServer server = new TestServer(LIMITS, request -> {})) {
            assertThat(server.openUnseen("127.0.0.1").send(header(8_000)).status())
                    .isEqualTo(200);
            assertThat(server.openUnseen("127.0.0.1").send(header(8_500)).status())
                    .isEqualTo(431);
        }
    }

    private static String header(int bytes) {
        String ask = "GET / HTTP/1.1\r\nHost: x\r\nX: ";
        return ask + "x".repeat(bytes - ask.length() - 4) + "\r\n\r\n";
    }

    @Test
    void endsEveryConnectionWhenItEnds() throws IOException {
        TestServer server = new TestServer(LIMITS, request -> {});
        Caller idle = server.open();
        server.listener.close();
        assertThat(idle.ends()).isTrue();
        assertThat(server.connections.count()).isZero();
        server.close();
    }
}
