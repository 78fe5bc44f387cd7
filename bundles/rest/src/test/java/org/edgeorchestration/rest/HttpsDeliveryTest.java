// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.edgeorchestration.api.execution.ExecutionStatus;
import org.edgeorchestration.api.node.FakeLocalNode;
import org.edgeorchestration.api.node.RealThreads;
import org.edgeorchestration.api.service.FakeServiceManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callbacks over TLS: whom Java's trust store vouches for, under its own name, and nobody else. */
class HttpsDeliveryTest {
    private static final String TRUST_STORE = "javax.net.ssl.trustStore";
    private static final String PASSWORD = "changeit";

    private final Optional<String> trustBefore = Optional.ofNullable(System.getProperty(TRUST_STORE));
    private final RealThreads threads = new RealThreads();
    private Path store;
    private HttpStatusDelivery delivery;
    private Receiver receiver;

    @BeforeEach
    void open(@TempDir Path directory) throws Exception {
        store = directory.resolve("receiver.p12");
        makeCertificate(store, "localhost");
        receiver = Receiver.secure(
                identity(read(store)), Receiver.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
        delivery = new HttpStatusDelivery(
                Configs.of(HttpStatusDelivery.Config.class, Map.of()), new FakeLocalNode(Path.of("/nowhere")), threads);
    }

    @AfterEach
    void close() {
        trustBefore.ifPresentOrElse(
                before -> System.setProperty(TRUST_STORE, before), () -> System.clearProperty(TRUST_STORE));
        delivery.close();
        receiver.close();
        threads.close();
    }

    /** A key and a certificate that it signed itself, as somebody at home would make them. */
    private static void makeCertificate(Path store, String name) throws Exception {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD,
                        "-alias",
                        "receiver",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=dns:" + name)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(keytool.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).isZero();
    }

    private static KeyStore read(Path store) throws GeneralSecurityException, IOException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }

    private static SSLContext identity(KeyStore keys) throws GeneralSecurityException {
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        return tls;
    }

    private void trust() throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("JKS"); // which is read without its password
        trusted.load(null, null);
        trusted.setCertificateEntry("receiver", read(store).getCertificate("receiver"));
        Path file = store.resolveSibling("trusted.jks");
        try (OutputStream out = Files.newOutputStream(file)) {
            trusted.store(out, PASSWORD.toCharArray());
        }
        System.setProperty(TRUST_STORE, file.toString());
    }

    private void deliver(URI uri) throws Exception {
        delivery.deliver(uri, FakeServiceManager.status("run-1", new ExecutionStatus.Finished(), 3))
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    @Test
    void postsToAReceiverThatTheTrustStoreVouchesFor() throws Exception {
        trust();
        deliver(receiver.uri("/done"));
        assertThat(receiver.requests()).hasSize(1);
        assertThat(receiver.requests().get(0))
                .startsWith("POST /done HTTP/1.1\r\n")
                .contains("\"Status\":\"Finished\"");
    }

    @Test
    void tellsAStrangerNothing() {
        assertFails(receiver.uri("/"), "certification path");
    }

    @Test
    void tellsNobodyUnderAnotherName() throws Exception {
        trust();
        assertFails(URI.create("https://127.0.0.1:" + receiver.port() + "/"), "No subject alternative names");
    }

    private void assertFails(URI uri, String why) {
        assertThatThrownBy(() -> deliver(uri))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(IOException.class)
                .hasMessageContaining("callback to " + uri + " failed: ")
                .hasMessageContaining(why);
        assertThat(receiver.requests()).isEmpty();
    }
}
