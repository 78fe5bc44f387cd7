// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.edgeorchestration.api.execution.ExecutionStatus;
import org.edgeorchestration.api.node.FakeLocalNode;
import org.edgeorchestration.api.node.RealThreads;
import org.edgeorchestration.api.service.FakeServiceManager;
import org.edgeorchestration.api.service.ServiceStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Callbacks to real receivers on this machine, good and bad ones. */
class HttpStatusDeliveryTest {
    private static final ServiceStatus STATUS =
            FakeServiceManager.status("run-1", FakeServiceManager.failed(3, "exit code 3"), 2);
    private static final String BODY =
            "{\"ExecutionId\":\"run-1\",\"ServiceName\":\"hello-world\",\"Status\":\"Failed\","
                    + "\"ExitCode\":3,\"Reason\":\"exit code 3\",\"ExecutionType\":\"container\",\"Target\":\"127.0.0.1\","
                    + "\"Sequence\":2,\"Time\":\"2026-01-01T00:00:02Z\"}";

    private final RealThreads threads = new RealThreads();
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
        threads.close();
    }

    private HttpStatusDelivery delivery(String secret) {
        HttpStatusDelivery delivery = new HttpStatusDelivery(
                Configs.of(HttpStatusDelivery.Config.class, Map.of("callback_secret", secret)),
                new FakeLocalNode(Path.of("/nowhere")),
                threads);
        open.add(0, delivery::close);
        return delivery;
    }

    private Receiver receiver(Receiver.Manner manner) {
        Receiver receiver = new Receiver(manner);
        open.add(receiver);
        return receiver;
    }

    private static CompletableFuture<Void> deliver(HttpStatusDelivery delivery, URI receiver) {
        return delivery.deliver(receiver, STATUS).toCompletableFuture();
    }

    @Test
    void postsTheStatus() throws Exception {
        Receiver receiver = receiver(Receiver.answering("HTTP/1.1 204 No Content\r\n\r\n"));
        deliver(delivery(""), receiver.uri("/api/v1/services/notification")).get(10, TimeUnit.SECONDS);
        String request = receiver.requests().get(0);
        assertThat(request)
                .startsWith("POST /api/v1/services/notification HTTP/1.1\r\n")
                .endsWith("\r\n\r\n" + BODY);
        assertThat(request).contains("Content-Type: application/json; charset=UTF-8\r\n");
        assertThat(request).contains("Host: localhost:" + receiver.port());
        assertThat(request).doesNotContain("Edge-Signature").doesNotContain("Jetty");
    }

    @Test
    void tellsNothingWhereThereIsNothing() {
        assertThat(new String(
                        Json.bytes(StatusJson.of(FakeServiceManager.status("r", new ExecutionStatus.Accepted(), 1))),
                        java.nio.charset.StandardCharsets.UTF_8))
                .contains("\"ExitCode\":null,\"Reason\":null");
    }

    @Test
    void signsTheBodyWithTheSecret() throws Exception {
        Receiver receiver = receiver(Receiver.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
        deliver(delivery("top secret"), receiver.uri("/")).get(10, TimeUnit.SECONDS);
        // printf '%s' BODY | openssl dgst -sha256 -hmac 'top secret'
        assertThat(receiver.requests().get(0)).contains("Edge-Signature: sha256=" + Receiver.hmac(BODY, "top secret"));
    }

    @ParameterizedTest
    @CsvSource({
        "500 Internal Server Error, it answered 500",
        "404 Not Found, it answered 404",
        "302 Found, redirects are not followed",
        "401 Unauthorized, it answered 401"
    })
    void failsWhenTheReceiverDoesNotAcknowledge(String answer, String why) {
        Receiver elsewhere = receiver(Receiver.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
        Receiver receiver = receiver(Receiver.answering("HTTP/1.1 " + answer + "\r\nLocation: " + elsewhere.uri("/")
                + "\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n"));
        assertFails(deliver(delivery(""), receiver.uri("/")), receiver.uri("/") + " failed: ", why);
        assertThat(elsewhere.requests()).isEmpty();
    }

    @Test
    void failsInTimeWhenTheReceiverHangs() {
        Receiver receiver = receiver(Receiver.hanging());
        long before = System.nanoTime();
        assertFails(deliver(delivery(""), receiver.uri("/")), "callback to", "");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(8));
    }

    @Test
    void failsInTimeWhenTheReceiverAnswersByteByByte() {
        Receiver receiver = receiver(Receiver.trickling("HTTP/1.1 200 " + "O".repeat(1_000)));
        long before = System.nanoTime();
        assertFails(deliver(delivery(""), receiver.uri("/")), "callback to", "");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense\r\n\r\n", "HTTP/1.1 ", "\u0000\u0001\u0002"})
    void failsWhenTheReceiverClosesOrSpeaksNoHttp(String answer) {
        Receiver receiver = receiver(Receiver.answeringAndClosing(answer));
        assertFails(deliver(delivery(""), receiver.uri("/")), "callback to", "it ");
    }

    @Test
    void failsWhenNobodyListens() {
        Receiver gone = receiver(Receiver.hanging());
        URI uri = gone.uri("/");
        gone.close();
        assertFails(deliver(delivery(""), uri), "callback to " + uri, "");
    }

    @Test
    void takesTheStatusLineForAnAnswerHoweverLongTheRestIs() throws Exception {
        Receiver receiver = receiver(Receiver.flooding("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n"));
        deliver(delivery(""), receiver.uri("/")).get(10, TimeUnit.SECONDS);
        Await.until(receiver::cutOff);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK\r\nX: ", "HTTP/1.1 200 "})
    void failsAtOnceWhenTheReceiversHeaderHasNoEnd(String answer) {
        Receiver receiver = receiver(Receiver.flooding(answer));
        long before = System.nanoTime();
        assertFails(deliver(delivery(""), receiver.uri("/")), "callback to", "longer than");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(CallbackClient.WITHIN);
        Await.until(receiver::cutOff);
    }

    @Test
    void neverLetsAHangingReceiverDelayAnother() throws Exception {
        HttpStatusDelivery delivery = delivery("");
        Receiver hanging = receiver(Receiver.hanging());
        Receiver good = receiver(Receiver.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
        List<CompletableFuture<Void>> stuck = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            stuck.add(deliver(delivery, hanging.uri("/")));
        }
        deliver(delivery, good.uri("/")).get(10, TimeUnit.SECONDS);
        List<Duration> took = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            long before = System.nanoTime();
            deliver(delivery, good.uri("/")).get(10, TimeUnit.SECONDS);
            took.add(Duration.ofNanos(System.nanoTime() - before));
        }
        assertThat(stuck).as("all others came before any that hangs").noneMatch(CompletableFuture::isDone);
        // of most: a busy machine lets some wait for a processor
        assertThat(took.stream().sorted().toList().get(25)).isLessThan(Duration.ofMillis(40));
        assertThat(hanging.connections()).isLessThanOrEqualTo(CallbackClient.PER_RECEIVER);
        stuck.forEach(each -> assertFails(each, "callback to", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://169.254.169.254/", "http://localhost:56001/", "http://0.0.0.0:8888/", "ftp://x/"})
    void refusesWhatMustNotBeCalled(String uri) {
        assertFails(deliver(delivery(""), URI.create(uri)), "callback to " + uri + " failed: ", "");
    }

    @Test
    void saysSoWhenAReceiversNameIsUnknown() {
        assertFails(deliver(delivery(""), URI.create("http://no-such-host.invalid/")), "no-such-host.invalid", "");
    }

    @Test
    void failsAfterItsEnd() {
        HttpStatusDelivery delivery = delivery("");
        delivery.close();
        assertFails(deliver(delivery, URI.create("http://localhost:1/")), "stopping", "");
    }

    private static void assertFails(CompletableFuture<Void> delivered, String what, String why) {
        assertThatThrownBy(() -> delivered.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(IOException.class)
                .hasMessageContaining(what)
                .hasMessageContaining(why);
    }
}
