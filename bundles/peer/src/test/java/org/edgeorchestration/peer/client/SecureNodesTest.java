// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.SSLContext;
import org.edgeorchestration.api.discovery.Sighting.Dialect;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.execution.ExecutionStatus;
import org.edgeorchestration.api.node.ExecutionType;
import org.edgeorchestration.api.peer.Peer.Standing;
import org.edgeorchestration.api.peer.Reception;
import org.edgeorchestration.api.service.ServiceStatus;
import org.edgeorchestration.peer.tls.Certificates;
import org.edgeorchestration.peer.tls.NodeCertificates;
import org.edgeorchestration.peer.wire.AdminToken;
import org.edgeorchestration.peer.wire.Encoding;
import org.edgeorchestration.peer.wire.ReplyAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecureNodesTest {
    private static final SSLContext FLEET = certificates("fleet");
    // the only address that the certificates name
    private static final InetAddress NAMED = InetAddress.getLoopbackAddress();

    private final Neighbourhood around = new Neighbourhood(
            false,
            Optional.of(FLEET),
            Optional.of(new AdminToken("abcdefghijklmnop".getBytes(StandardCharsets.US_ASCII))));

    private static SSLContext certificates(String name) {
        try {
            Path directory = Files.createTempDirectory(Path.of("target"), name);
            return new NodeCertificates(Certificates.make(directory)).context();
        } catch (Exception e) {
            throw new IllegalStateException("there are no certificates to test with", e);
        }
    }

    @AfterEach
    void close() {
        around.close();
    }

    private static GoWords go(Profile profile) {
        return new GoWords(profile, Neighbourhood.KEY, Encoding.SEALED);
    }

    private void claim(Dialect dialect, InetAddress address) {
        around.discovery.claim(Neighbourhood.sighting(Optional.of(Neighbourhood.id(1)), dialect, false, 1, address));
    }

    @ParameterizedTest
    @CsvSource({"P3,POSITIONAL", "P4,KEYED", "P5,KEYED"})
    void goNodesInSecureModeAreSpokenToOverMutualTls(Profile profile, Dialect dialect) {
        GoWords words = go(profile);
        TestNode node = around.secureNode(NAMED, FLEET, words);

        claim(dialect, NAMED);

        assertThat(around.await(1, Standing.READY).profile()).isEqualTo(profile.word());
        assertThat(execute("hello-world@sha256:" + "5e".repeat(32))).isEqualTo(new Reception.Accepted());
        assertThat(words.orders()).hasSize(1);
        assertThat(node.heard())
                .allSatisfy(
                        call -> assertThat(call.authorization().orElseThrow()).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+"));

        long number = words.orders().get(0).get("ServiceID").longValue();
        around.client.goNotifications().notified(NAMED, Encoding.SEALED, number, "Finished");
        assertThat(around.requests.reports().get(0).report().status()).hasValue(new ExecutionStatus.Finished());
    }

    private Reception execute(String image) {
        ExecutionOrder order = new ExecutionOrder(
                ExecutionId.random(),
                "hello",
                ExecutionType.CONTAINER,
                List.of("docker", "run", image),
                Optional.empty());
        return Await.of(around.transport().execute(Neighbourhood.id(1), order));
    }

    @Test
    void whatAGoNodeInSecureModeWouldDropIsNotSentToIt() {
        GoWords words = go(Profile.P5);
        around.secureNode(NAMED, FLEET, words);
        claim(Dialect.KEYED, NAMED);
        around.await(1, Standing.READY);

        assertThat(execute("hello-world"))
                .isInstanceOfSatisfying(
                        Reception.NotReached.class, not -> assertThat(not.why()).contains("@sha256:"));
        assertThat(words.orders()).isEmpty();
    }

    private CompletionStage<Void> tell() {
        ServiceStatus end = new ServiceStatus(
                ExecutionId.random(),
                "hello",
                ExecutionType.CONTAINER,
                NAMED,
                new ExecutionStatus.Finished(),
                3,
                Instant.EPOCH,
                Instant.EPOCH);
        URI receiver = new ReplyAddress.OfGo(NAMED, around.port, true, Encoding.SEALED, 7).uri();
        return around.client
                .delivery(execution -> CompletableFuture.failedFuture(new IOException("a Go node gets no output")))
                .deliver(receiver, end);
    }

    @Test
    void aGoNodeThatTakesTheTokenIsTold() {
        GoWords words = go(Profile.P5);
        around.secureNode(NAMED, FLEET, words);

        Await.of(tell());

        assertThat(words.notifications()).hasSize(1);
    }

    @Test
    void aGoNodeThatSwallowsWhatItIsToldHasNotBeenTold() {
        around.secureNode(NAMED, FLEET, call -> Optional.of(TestNode.Said.swallowed()));

        assertThat(Await.failureOf(tell())).isInstanceOf(IOException.class).hasMessageContaining("jwt.key.file");
    }

    @Test
    void anAddressThatTheCertificateDoesNotNameIsNotSpokenTo() {
        TestNode node = around.secureNode(Neighbourhood.address(1), FLEET, go(Profile.P5));

        claim(Dialect.KEYED, Neighbourhood.address(1));
        around.node(2, around.ours(2));
        around.client.heard(Neighbourhood.id(2), Neighbourhood.address(2));

        around.await(2, Standing.READY);
        assertThat(around.gone(1)).isTrue();
        assertThat(node.heard()).isEmpty();
    }

    @Test
    void aNodeOfAnotherAuthorityIsNotSpokenTo() {
        TestNode node = around.secureNode(NAMED, certificates("strangers"), go(Profile.P5));

        claim(Dialect.KEYED, NAMED);
        around.node(2, around.ours(2));
        around.client.heard(Neighbourhood.id(2), Neighbourhood.address(2));

        around.await(2, Standing.READY);
        assertThat(around.gone(1)).isTrue();
        assertThat(node.heard()).isEmpty();
    }

    @Test
    void oneOfOursThatIsNotInSecureModeIsStillAPeer() {
        around.node(1, around.ours(1));

        claim(Dialect.DUAL, Neighbourhood.address(1));

        assertThat(around.await(1, Standing.READY).ours()).isTrue();
    }

    @Test
    void aNodeThatIsNotInSecureModeSaysWhatASecureNodeWants() {
        try (Neighbourhood open = new Neighbourhood(true)) {
            open.node(1, SecureNodesTest::wantsTls);

            open.discovery.claim(Neighbourhood.sighting(1, Dialect.KEYED));

            assertThat(open.await(1, Standing.BARRED).trouble().orElseThrow()).contains("secure = on");
        }
    }

    /** What a Go node in secure mode answers to a call without TLS. */
    private static Optional<TestNode.Said> wantsTls(TestNode.Heard call) {
        return Optional.of(TestNode.Said.plain(
                400, "Client sent an HTTP request to an HTTPS server.\n".getBytes(StandardCharsets.US_ASCII)));
    }

    @ParameterizedTest
    @CsvSource({"P3,POSITIONAL", "P5,KEYED"})
    void whoeverIsLateAtTheFirstHandshakeIsAskedAgainSoon(Profile profile, Dialect dialect) {
        try (ManualNeighbourhood manual = new ManualNeighbourhood(false, Optional.of(FLEET))) {
            ManualLan.Host node = manual.secureNode(1, go(profile));
            ManualLan.Host inTheOpen = manual.node(1, SecureNodesTest::wantsTls);
            node.silent(true);
            manual.discovery.claim(Neighbourhood.sighting(1, dialect));
            manual.until(() -> inTheOpen.heard("GET " + Routes.PING) > 0);

            node.silent(false);

            assertThat(manual.until(1, Standing.READY)).isLessThanOrEqualTo(Duration.ofSeconds(1));
        }
    }
}
