// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Request;
import org.junit.jupiter.api.Test;

class ConnectionsTest {
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration INSTANT = Duration.ofNanos(1);

    private static Connections.Limits limits(int most, Optional<Duration> answer) {
        return new Connections.Limits(most, most, address -> false, answer);
    }

    @Test
    void whoNeverAskedGoesBeforeWhoDidAndAmongThemWhoHasWaitedLongest() throws IOException {
        try (TestServer server = new TestServer(limits(4, Optional.empty()), request -> {})) {
            Caller polite = server.open();
            Caller silent = server.open();
            Caller slow = server.open().send("GET / HT");
            Caller later = server.open();
            assertThat(polite.send(Caller.ASK).status()).isEqualTo(200);

            server.openUnseen("127.0.0.1");
            assertThat(silent.ends()).isTrue();
            Caller last = server.openUnseen("127.0.0.1");
            assertThat(slow.ends()).isTrue();
            assertThat(last.send(Caller.ASK).status()).isEqualTo(200);
            server.openUnseen("127.0.0.1");
            assertThat(later.ends()).isTrue();

            assertThat(polite.send(Caller.ASK).status()).isEqualTo(200);
            assertThat(last.send(Caller.ASK).status()).isEqualTo(200);
            assertThat(server.connections.count()).isEqualTo(4);
        }
    }

    @Test
    void whoWaitsForAnAnswerIsNotSentAwayForAnother() throws Exception {
        TestServer.Holding holding = new TestServer.Holding();
        try (TestServer server = new TestServer(limits(1, Optional.empty()), holding)) {
            Caller asker = server.open().send(Caller.ASK);
            Request held = taken(holding);

            assertThat(server.openUnseen("127.0.0.1").ends()).isTrue();

            held.getAsyncContext().complete();
            assertThat(asker.status()).isEqualTo(200);
        }
    }

    @Test
    void eachAddressHasItsShareButForThoseWithoutLimit() throws IOException {
        InetAddress unlimited = InetAddress.getByName("127.0.0.2");
        Connections.Limits limits = new Connections.Limits(10, 1, unlimited::equals, Optional.empty());
        try (TestServer server = new TestServer(limits, request -> {})) {
            Caller first = server.open("127.0.0.3");
            Caller other = server.open("127.0.0.4");
            for (int i = 0; i < 3; i++) {
                server.open("127.0.0.2");
            }

            Caller second = server.openUnseen("127.0.0.3");

            assertThat(first.ends()).isTrue();
            assertThat(second.send(Caller.ASK).status()).isEqualTo(200);
            assertThat(other.send(Caller.ASK).status()).isEqualTo(200);
            assertThat(server.connections.count()).isEqualTo(5);
        }
    }

    @Test
    void aHeaderIsDueFiveSecondsAfterTheOpeningAndThirtyAfterAnAnswer() throws IOException {
        try (TestServer server = new TestServer(limits(10, Optional.empty()), request -> {})) {
            Caller silent = server.open();
            Caller polite = server.open();
            server.time.advance(Connections.FIRST_HEADER);
            server.connections.sweep();
            assertThat(polite.send(Caller.ASK).status()).isEqualTo(200);

            server.time.advance(INSTANT);
            server.connections.sweep();
            assertThat(silent.ends()).isTrue();
            assertThat(polite.send(Caller.ASK).status()).isEqualTo(200);

            server.time.advance(Connections.NEXT_HEADER);
            server.connections.sweep();
            assertThat(polite.send(Caller.ASK).status()).isEqualTo(200);
            // the server may take note of the answer after the caller has it
            Await.until(() -> {
                server.time.advance(Connections.NEXT_HEADER.plus(INSTANT));
                server.connections.sweep();
                return server.connections.count() == 0;
            });
            assertThat(polite.ends()).isTrue();
        }
    }

    @Test
    void anAnswerMustBeTakenInTimeWhereThereIsATime() throws Exception {
        TestServer.Holding holding = new TestServer.Holding();
        try (TestServer server = new TestServer(limits(10, Optional.of(ANSWER)), holding)) {
            Caller early = server.open().send(Caller.ASK);
            Request first = taken(holding);
            server.time.advance(ANSWER);
            server.connections.sweep();
            first.getAsyncContext().complete();
            assertThat(early.status()).isEqualTo(200);

            Caller late = server.open().send(Caller.ASK);
            Request second = taken(holding);
            server.time.advance(ANSWER.plus(INSTANT));
            server.connections.sweep();
            assertThat(late.ends()).isTrue();
            second.getAsyncContext().complete();
        }
    }

    @Test
    void anAnswerMayTakeForEverWhereThereIsNone() throws Exception {
        TestServer.Holding holding = new TestServer.Holding();
        try (TestServer server = new TestServer(limits(10, Optional.empty()), holding)) {
            Caller reader = server.open().send(Caller.ASK);
            Request held = taken(holding);

            server.time.advance(Duration.ofDays(10_000));
            server.connections.sweep();

            held.getAsyncContext().complete();
            assertThat(reader.status()).isEqualTo(200);
        }
    }

    private static Request taken(TestServer.Holding holding) throws InterruptedException {
        return Objects.requireNonNull(holding.held.poll(20, TimeUnit.SECONDS));
    }
}
