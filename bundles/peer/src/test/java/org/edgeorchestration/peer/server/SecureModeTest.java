// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.edgeorchestration.peer.server.Fixture.API;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.edgeorchestration.http.Connections;
import org.edgeorchestration.peer.tls.Certificates;
import org.edgeorchestration.peer.tls.NodeCertificates;
import org.edgeorchestration.peer.wire.ReplyAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Mutual TLS beside plain HTTP on one port. The JDK's client checks the address in the certificate, as Go clients do. */
class SecureModeTest {
    private static final String ORDER =
            "{\"ServiceID\":7,\"ServiceName\":\"s\",\"Requester\":\"r\",\"UserArgs\":[\"docker\","
                    + "\"run\",\"img\",\"container\"]}";

    private static final Parties PARTIES = Parties.make();

    private final Fixture node = new Fixture(Optional.of(Fixture.KEY), false, Optional.of(PARTIES.fleet()));

    /** Two fleets with an authority each, made once: keytool takes its time. */
    private record Parties(Path directory, SSLContext fleet, SSLContext strangers) {
        static Parties make() {
            try {
                Path directory = Files.createTempDirectory(Path.of("target"), "certificates");
                return new Parties(
                        directory,
                        new NodeCertificates(Certificates.make(directory.resolve("fleet"))).context(),
                        new NodeCertificates(Certificates.make(directory.resolve("strangers"))).context());
            } catch (Exception e) {
                throw new IllegalStateException("there are no certificates to test with", e);
            }
        }
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void aNodeOfTheFleetIsServedOverTls13() throws Exception {
        HttpResponse<byte[]> answer = send(
                PARTIES.fleet(),
                "POST",
                "/servicemgr/services",
                Fixture.GO_SEAL.seal(ORDER.getBytes(StandardCharsets.UTF_8)));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
        assertThat(Fixture.opened(answer.body())).isEqualTo("{\"Status\":\"Started\"}");
        ReplyAddress reply =
                ReplyAddress.parse(node.requests.hosted().get(0).origin().replyTo());
        assertThat(reply).isInstanceOfSatisfying(ReplyAddress.OfGo.class, go -> assertThat(go.tls())
                .isTrue());
    }

    @Test
    void whoHasNoCertificateOfTheFleetIsNotServed() throws Exception {
        SSLContext anonymous = SSLContext.getInstance("TLSv1.3");
        anonymous.init(null, trusting(), null);
        for (SSLContext foreign : List.of(anonymous, PARTIES.strangers())) {
            assertThatThrownBy(() -> send(foreign, "GET", "/ping", new byte[0])).isInstanceOf(IOException.class);
        }
    }

    @Test
    void plainHttpIsServedOnTheSamePort() throws Exception {
        assertThat(node.send("GET", API + "/ping", "").statusCode()).isEqualTo(200);
        assertThat(node.caller.say("POST", API + "/scoringmgr/score", "{}").has("Node"))
                .isTrue();
        assertThat(send(PARTIES.fleet(), "GET", "/ping", new byte[0]).body())
                .asString()
                .isEqualTo("Pong\n");
    }

    @Test
    void aHandshakeMustBeDoneInTime() throws Exception {
        try (Socket socket = node.connect()) {
            socket.getOutputStream().write(new byte[] {0x16, 3, 1, 2, 0});
            long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (node.server.connections() == 0) {
                assertThat(System.nanoTime()).isLessThan(end);
                Thread.onSpinWait();
            }
            node.time.advance(Connections.FIRST_HEADER.plusMillis(1));
            node.server.sweep();
            assertThat(Fixture.ends(socket)).isTrue();
        }
    }

    @Test
    void aKeyOfOldOpenSslIsTakenToo() throws Exception {
        Path old = Certificates.make(PARTIES.directory().resolve("old"));
        Certificates.asPkcs1(old);
        assertThat(new NodeCertificates(old).context().getProtocol()).isEqualTo("TLSv1.3");
    }

    private HttpResponse<byte[]> send(SSLContext context, String method, String path, byte[] body) throws Exception {
        HttpClient client = HttpClient.newBuilder()
                .sslContext(context)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + node.server.port() + API + path))
                .timeout(Duration.ofSeconds(20))
                .method(method, BodyPublishers.ofByteArray(body))
                .build();
        return client.send(request, BodyHandlers.ofByteArray());
    }

    private static TrustManager[] trusting() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in =
                Files.newInputStream(PARTIES.directory().resolve("fleet").resolve("ca.p12"))) {
            store.load(in, "changeit".toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("ca", store.getCertificate("ca"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        return trust.getTrustManagers();
    }
}
