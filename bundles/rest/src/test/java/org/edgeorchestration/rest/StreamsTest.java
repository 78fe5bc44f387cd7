// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import org.edgeorchestration.api.execution.ExecutionStatus;
import org.edgeorchestration.api.execution.OutputLine.Stream;
import org.edgeorchestration.api.node.ManualTime;
import org.edgeorchestration.api.service.FakeServiceManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Events and followed logs, over raw sockets. */
class StreamsTest {
    private static final String EVENTS = "/api/v1/orchestration/events";
    private static final String LOGS = Fixture.SERVICES + "/run-1/logs?follow=true";

    private final List<Wire> wires = new ArrayList<>();
    private final Fixture node = new Fixture(Map.of("followers", 5, "threads", 4));

    @AfterEach
    void close() throws IOException {
        for (Wire wire : wires) {
            wire.close();
        }
        node.close();
    }

    private Wire open(String path, String... headers) throws IOException {
        Wire wire = node.connect();
        wires.add(wire);
        return wire.send(
                "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + String.join("", List.of(headers)) + "\r\n");
    }

    private Wire events(String... headers) throws IOException {
        Wire wire = open(EVENTS, headers);
        wire.await(": status changes");
        return wire;
    }

    private void change(int sequence) {
        node.services.change(FakeServiceManager.status("run-1", new ExecutionStatus.Started(), sequence));
    }

    @Test
    void tellsEveryStatusChangeAsAnEvent() throws IOException {
        Wire wire = open(EVENTS);
        assertThat(wire.line()).isEqualTo("HTTP/1.1 200 OK");
        wire.await("Content-Type: text/event-stream");
        wire.await(": status changes");
        change(2);
        wire.await("id: 1");
        assertThat(wire.line()).isEqualTo("event: status");
        assertThat(wire.line())
                .isEqualTo("data: {\"ExecutionId\":\"run-1\",\"ServiceName\":\"hello-world\",\"Status\":\"Started\","
                        + "\"ExitCode\":null,\"Reason\":null,\"ExecutionType\":\"container\",\"Target\":\"127.0.0.1\","
                        + "\"Sequence\":2,\"Time\":\"2026-01-01T00:00:02Z\"}");
        assertThat(wire.line()).isEmpty();
    }

    /** Nothing is due from its reader: its request came whole. */
    @Test
    void goesOnHoweverLongItLasts() throws IOException {
        ManualTime time = new ManualTime();
        try (Fixture other = new Fixture(Map.of(), time);
                Wire reader = other.connect()) {
            reader.send("GET " + EVENTS + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    .await(": status changes");
            for (int sweep = 0; sweep < 2; sweep++) {
                try (Wire silent = other.connect()) {
                    Await.until(() -> other.server.connections() == 2);
                    time.advance(Duration.ofHours(1));
                    assertThat(silent.ends()).isTrue(); // so the deadlines were looked at
                }
                Await.until(() -> other.server.connections() == 1);
            }
            other.services.change(FakeServiceManager.status("run-1", new ExecutionStatus.Started(), 2));
            reader.await("id: 1");
        }
    }

    @Test
    void goesOnAfterTheLastEventThatWasSeen() throws IOException {
        for (int i = 1; i <= 5; i++) {
            change(i);
        }
        Wire wire = events("Last-Event-ID: 3\r\n");
        wire.await("id: 4");
        wire.await("id: 5");
        change(6);
        wire.await("id: 6");
        Wire fromBeforeTheRestart = events("Last-Event-ID: 900\r\n");
        fromBeforeTheRestart.await("id: 1");
        assertThat(open(EVENTS, "Last-Event-ID: x\r\n").receive().status()).isEqualTo(400);
    }

    @Test
    void keepsABoundedNumberOfEvents() throws IOException {
        for (int i = 1; i <= EventLog.KEPT + 10; i++) {
            change(i);
        }
        Wire wire = events("Last-Event-ID: 1\r\n");
        while (true) {
            String line = wire.line();
            if (line.startsWith("id: ")) {
                assertThat(line).isEqualTo("id: 11");
                break;
            }
        }
    }

    @Test
    void followsALogToItsEnd() throws IOException {
        change(2);
        node.services.write("run-1", Stream.STDOUT, "before");
        Wire wire = open(LOGS);
        wire.await("before");
        node.services.write("run-2", Stream.STDOUT, "another's");
        node.services.write("run-1", Stream.STDERR, "after");
        node.services.change(FakeServiceManager.status("run-1", new ExecutionStatus.Finished(), 3));
        assertThat(wire.rest()).isEqualTo("after\n");
        Await.until(() -> node.services.listeners() == 1);
    }

    static List<ExecutionStatus> endsOfAnExecution() {
        return List.of(
                FakeServiceManager.failed(3, "exit code 3"),
                new ExecutionStatus.Stopped(OptionalInt.of(143)),
                new ExecutionStatus.Lost("the node that ran it is gone"));
    }

    @ParameterizedTest
    @MethodSource("endsOfAnExecution")
    void endsAFollowedLogHoweverTheExecutionEnds(ExecutionStatus end) throws IOException {
        change(2);
        Wire wire = open(LOGS);
        wire.await("Connection: close");
        node.services.write("run-1", Stream.STDOUT, "last words");
        node.services.change(FakeServiceManager.status("run-1", end, 3));
        assertThat(wire.rest()).endsWith("last words\n");
    }

    @Test
    void givesTheWholeLogOfAFinishedExecution() {
        node.services.write("run-1", Stream.STDOUT, "one");
        node.services.write("run-1", Stream.STDOUT, "two");
        node.services.change(FakeServiceManager.status("run-1", new ExecutionStatus.Finished(), 3));
        assertThat(node.get(LOGS).body()).isEqualTo("one\ntwo\n");
        assertThat(node.get(LOGS + "&tail=1").body()).isEqualTo("two\n");
    }

    @Test
    void boundsTheFollowersAndNoticesThatOneIsGone() throws IOException {
        change(2);
        for (int i = 0; i < 5; i++) {
            open(i % 2 == 0 ? EVENTS : LOGS).await("Connection: close");
        }
        assertThat(open(EVENTS).receive().status()).isEqualTo(429);
        assertThat(node.get(Fixture.SERVICES).statusCode()).isEqualTo(200);
        wires.get(0).close();
        wires.get(1).close();
        Await.until(() -> {
            try (Wire again = node.connect()) {
                again.send("GET " + LOGS + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
                return again.line().startsWith("HTTP/1.1 200");
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void beginsToFollowWhileMuchIsWritten() throws IOException {
        change(2);
        AtomicBoolean done = new AtomicBoolean();
        Thread service = new Thread(() -> {
            while (!done.get()) {
                node.services.write("run-1", Stream.STDOUT, "a line");
                Thread.onSpinWait();
            }
        });
        service.start();
        try {
            for (int i = 0; i < 100; i++) {
                try (Wire wire = open(LOGS)) {
                    wire.await("a line");
                }
            }
        } finally {
            done.set(true);
        }
    }

    @Test
    void cutsAFollowerOffThatDoesNotRead() throws IOException {
        change(2);
        Wire lazy = open(LOGS);
        lazy.await("Connection: close");
        int listeners = node.services.listeners();
        for (int i = 0; i < 3_000; i++) {
            node.services.write("run-1", Stream.STDOUT, "x".repeat(8_000));
        }
        lazy.await("[cut here: this reader was too slow]");
        Await.until(() -> node.services.listeners() < listeners);
        assertThat(node.get(Fixture.SERVICES).statusCode()).isEqualTo(200);
    }

    @Test
    void endsAllStreamsWithTheServer() throws IOException {
        Wire wire = events();
        node.server.close();
        assertThat(wire.endsSoon()).isTrue();
    }
}
