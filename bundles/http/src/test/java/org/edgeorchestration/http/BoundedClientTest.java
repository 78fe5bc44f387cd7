// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.api.ContentResponse;
import org.eclipse.jetty.util.SocketAddressResolver;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.edgeorchestration.api.node.RealThreads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BoundedClientTest {
    private static final int MOST = 1_000;

    private final RealThreads threads = new RealThreads();
    private final ExecutorService serving = threads.pool("serving", 1, 10);
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final BoundedClient client = new BoundedClient(
            "test",
            new BoundedClient.Limits(MOST, Duration.ofSeconds(10), Duration.ofSeconds(10), 1, 10),
            threads.pool("client", 4, 100),
            new SocketAddressResolver.Sync(),
            new SslContextFactory.Client());
    private final ServerSocket server = listening();

    private static ServerSocket listening() {
        try {
            return new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
        threads.close();
    }

    /** Answers each request on one connection with these bytes. */
    private void answer(String answer) {
        serving.execute(() -> {
            try (Socket connection = server.accept()) {
                InputStream in = connection.getInputStream();
                byte[] buffer = new byte[8_192];
                for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
                    requests.add(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
                    connection.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
                }
            } catch (IOException e) {
                requests.add("ended");
            }
        });
    }

    private ContentResponse call() throws Exception {
        return client.newRequest("127.0.0.1", server.getLocalPort())
                .timeout(20, TimeUnit.SECONDS)
                .send();
    }

    private static String answerOf(int bytes) {
        String head = "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nX: ";
        return head + "x".repeat(bytes - head.length() - 5) + "\r\n\r\n!";
    }

    @Test
    void theLongestAnswerIsReadAgainAndAgain() throws Exception {
        answer(answerOf(MOST));
        for (int each = 0; each < 3; each++) {
            assertThat(call().getContentAsString()).isEqualTo("!");
        }
    }

    @Test
    void aLongerAnswerIsCutOff() {
        answer(answerOf(MOST + 1));
        assertThatThrownBy(this::call).hasMessageContaining("longer than " + MOST + " bytes");
    }

    @Test
    void redirectsAndCookiesAreAnswersLikeAnyOther() throws Exception {
        answer("HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n");
        assertThat(call().getStatus()).isEqualTo(302);
        assertThat(call().getStatus()).isEqualTo(302);
        assertThat(requests).hasSize(2).allSatisfy(request -> assertThat(request)
                .startsWith("GET / HTTP/1.1\r\n")
                .contains("User-Agent: edge-orchestration\r\n")
                .doesNotContain("Cookie", "Accept-Encoding", "Jetty"));
    }

    @Test
    void aLogInThatIsAskedForIsNotTried() throws Exception {
        answer("HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n");
        assertThat(call().getStatus()).isEqualTo(401);
    }
}
