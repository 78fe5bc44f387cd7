// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.edgeorchestration.api.node.ManualThreads;
import org.edgeorchestration.peer.wire.EdgePeer;
import org.edgeorchestration.peer.wire.UnreadableBody;
import org.jspecify.annotations.Nullable;

/** A network on which calls take as long as it says, of the time that the test lets pass. Not thread-safe. */
final class ManualLan implements Calls, Lines {
    private static final Duration ROUND_TRIP = Duration.ofMillis(1);
    private static final Duration FIRST_REPETITION = Duration.ofMillis(200);

    private final ManualThreads threads;
    private final ScheduledExecutorService scheduler;
    private final Map<Endpoint, Host> hosts = new HashMap<>();
    private final Random chance;

    /** @param seed decides which packets are lost where some are */
    ManualLan(ManualThreads threads, long seed) {
        this.threads = threads;
        this.scheduler = threads.scheduler("lan");
        this.chance = new Random(seed);
    }

    /** A node listens there. */
    Host host(Endpoint at, TestNode.Words words) {
        Host host = new Host(words);
        hosts.put(at, host);
        return host;
    }

    /** A node, as its callers see it. */
    static final class Host {
        private final List<TestNode.Heard> heard = new ArrayList<>();
        private int hungUp;
        private int lines;
        private TestNode.Words words;
        private boolean listens = true;
        private boolean silent;
        private int lost;
        private Duration roundTrip = ROUND_TRIP;

        private Host(TestNode.Words words) {
            this.words = words;
        }

        void says(TestNode.Words next) {
            words = next;
        }

        /** It ended: its host refuses calls. */
        void ends() {
            listens = false;
            hangsUp();
        }

        /** It closes its connections. */
        void hangsUp() {
            hungUp++;
        }

        /** How many connections were made to it on which nothing was said. */
        int lines() {
            return lines;
        }

        void begins() {
            listens = true;
        }

        /** Nothing comes back from it, as when its cable is cut. */
        void silent(boolean now) {
            silent = now;
        }

        /** So many of a hundred packets either way are lost, and sent again later, as TCP does. */
        void loses(int percent) {
            lost = percent;
        }

        void roundTrip(Duration each) {
            roundTrip = each;
        }

        List<TestNode.Heard> heard() {
            return heard;
        }

        long heard(String line) {
            return heard.stream().filter(call -> call.line().equals(line)).count();
        }
    }

    @Override
    public CompletableFuture<Reply> send(Call call, Map<String, String> headers) {
        CompletableFuture<Reply> answer = new CompletableFuture<>();
        long since = threads.time().nanoTime();
        Host host = hosts.get(call.to());
        Future<?> deadline = later(
                call.within(),
                () -> fail(
                        answer,
                        CallFailed.How.LATE,
                        "no answer within " + call.within().toMillis() + " ms"));
        Future<?> unused = later(way(host), () -> {
            if (host == null || !host.listens) {
                back(host, () -> fail(answer, CallFailed.How.REFUSED, "nobody listens there"));
            } else if (!host.silent) {
                arrive(host, call, headers, since, answer);
            }
        });
        return answer.whenComplete((reply, failure) -> deadline.cancel(false));
    }

    @Override
    public Line open(Endpoint to) {
        return new LanLine(Optional.ofNullable(hosts.get(to)));
    }

    /** A connection on which nothing is said: of one whose host is silent nothing more is heard. */
    private static final class LanLine implements Line {
        private final Optional<Host> host;
        private final int hungUpBefore;
        private Stage stage = Stage.OPENING;

        LanLine(Optional<Host> host) {
            this.host = host;
            this.hungUpBefore = host.map(there -> there.hungUp).orElse(0);
            host.ifPresent(there -> there.lines++);
        }

        @Override
        public Stage stage() {
            boolean heard = host.map(there -> !there.silent).orElse(true);
            if (heard && stage == Stage.OPENING) {
                stage = host.filter(there -> there.listens).isPresent() ? Stage.OPEN : Stage.REFUSED;
            } else if (heard && stage == Stage.OPEN && host.orElseThrow().hungUp != hungUpBefore) {
                stage = Stage.LOST;
            }
            return stage;
        }

        @Override
        public void close() {
            stage = Stage.LOST;
        }
    }

    private void arrive(
            Host host, Call call, Map<String, String> headers, long since, CompletableFuture<Reply> answer) {
        byte[] body = new byte[call.body().remaining()];
        call.body().duplicate().get(body);
        TestNode.Heard heard = new TestNode.Heard(
                call.method(),
                call.path(),
                Optional.ofNullable(headers.get(EdgePeer.NAME)),
                Optional.ofNullable(headers.get("Authorization")),
                body);
        host.heard.add(heard);
        Optional<TestNode.Said> said = said(host, heard);
        back(
                host,
                () -> said.ifPresentOrElse(
                        says -> answer.complete(reply(says, since)),
                        () -> fail(answer, CallFailed.How.BROKEN, "the connection ended before an answer")));
    }

    private static Optional<TestNode.Said> said(Host host, TestNode.Heard heard) {
        try {
            return host.words.answer(heard);
        } catch (UnreadableBody e) {
            return Optional.of(TestNode.Said.empty(400));
        }
    }

    private Reply reply(TestNode.Said said, long since) {
        Map<String, String> headers = new HashMap<>();
        said.edgePeer().ifPresent(value -> headers.put(EdgePeer.LOWER_CASE_NAME, value));
        if (said.typed()) {
            headers.put("content-type", "application/json; charset=UTF-8");
        }
        Duration took = Duration.ofNanos(threads.time().nanoTime() - since);
        return new Reply(said.status(), headers, ByteBuffer.wrap(said.body()), took);
    }

    private static void fail(CompletableFuture<Reply> answer, CallFailed.How how, String why) {
        answer.completeExceptionally(new CallFailed(how, why, null));
    }

    private void back(@Nullable Host from, Runnable action) {
        Future<?> unused = later(way(from), action);
    }

    private Duration way(@Nullable Host host) {
        if (host == null) {
            return ROUND_TRIP.dividedBy(2);
        }
        Duration way = host.roundTrip.dividedBy(2);
        for (Duration wait = FIRST_REPETITION; chance.nextInt(100) < host.lost; wait = wait.multipliedBy(2)) {
            way = way.plus(wait);
        }
        return way;
    }

    private Future<?> later(Duration pause, Runnable action) {
        return scheduler.schedule(action, Math.max(0, pause.toNanos()), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
    }
}
