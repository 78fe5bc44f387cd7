// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.node.ManualThreads;
import org.edgeorchestration.api.node.ManualTime;
import org.edgeorchestration.api.node.Node;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.peer.FakePeerRequests;
import org.edgeorchestration.api.peer.Reception;

/** Many nodes of ours that mind each other, each with a table and a watch of its own, in a time that passes by hand. */
final class Fleet {
    private static final Duration ROUND_TRIP = Duration.ofMillis(1);
    private static final Duration TICK = Duration.ofMillis(50);

    private final ManualThreads threads = new ManualThreads(new ManualTime());
    private final ScheduledExecutorService network = threads.scheduler("network");
    private final Random chance = new Random(7);
    private final List<Member> members = new ArrayList<>();
    private final Duration interval;
    private long probes;

    /** So many, who have known each other for a while. */
    Fleet(int size) {
        Pace pace = new Pace(threads.time());
        pace.among(size - 1, 0);
        interval = pace.interval(Profile.JAVA);
        for (int number = 0; number < size; number++) {
            members.add(new Member(number));
        }
        members.forEach(member -> member.course.later(Duration.ofMillis(chance.nextInt(50)), member::begin));
        for (Member member : members) {
            for (Member other : members) {
                if (member != other) {
                    long met = (long) (chance.nextDouble() * interval.toMillis());
                    member.course.later(
                            Duration.ofMillis(met),
                            () -> member.admission.adopt(
                                    new Found(member.way(other), other.answer()), Optional.empty()));
                }
            }
        }
        pass(interval.plus(Duration.ofSeconds(1)));
    }

    Member member(int number) {
        return members.get(number);
    }

    Duration interval() {
        return interval;
    }

    /** How many times one of them asked another. */
    long probes() {
        return probes;
    }

    void pass(Duration duration) {
        threads.pass(duration);
    }

    /** How many others know it as there. */
    long whoKnow(Member member) {
        return members.stream()
                .filter(other -> other != member && other.table.life(member.id).isPresent())
                .count();
    }

    /** How many others would ask it for something. */
    long whoTrust(Member member) {
        return members.stream()
                .filter(other -> other != member
                        && other.table
                                .find(member.id)
                                .filter(peer -> peer.vitals().health() == Vitals.Health.READY)
                                .isPresent())
                .count();
    }

    /** One of them. */
    final class Member {
        private final NodeId id;
        private final InetAddress address;
        private final Hearsay hearsay = new Hearsay();
        private final PeerTable table;
        private final Admission admission;
        private final Vigil vigil;
        private final Course course = new Course(threads.scheduler("watch"));
        private boolean silent;
        private Set<NodeId> slandered = Set.of();
        private long asked;

        private Member(int number) {
            id = Neighbourhood.id(number);
            address = address(number);
            PeerLog log = new PeerLog();
            table = new PeerTable(threads.time(), new Pace(threads.time()), log);
            admission = new Admission(id, table, threads.time(), log);
            FakePeerRequests requests = new FakePeerRequests(node());
            Scout scout = new Scout(
                    new Speaker(
                            id,
                            new ManualLan(threads, number),
                            Neighbourhood.KEY,
                            Optional.empty(),
                            threads.time(),
                            threads.time()),
                    new GoExecutions(
                            requests, table, new GoTurns(requests, table::isThere, course::later, threads.time())),
                    hearsay,
                    new PeerClient.Settings(56_002, 56_001, false, Optional.empty(), Optional.empty()));
            vigil = new Vigil(table, admission, scout, course, hearsay, threads.time());
        }

        private void begin() {
            course.every(TICK, () -> {
                table.sweep();
                vigil.round();
            });
        }

        private Node node() {
            return new Node(id, "linux", List.of(address), Set.of(), Set.of());
        }

        private Answer answer() {
            return new Answer(Optional.of(node()), "life", Optional.empty(), Optional.of(ROUND_TRIP));
        }

        private PeerWire way(Member to) {
            return new Way(this, to);
        }

        /** Nothing comes back from it any more. */
        void fallSilent() {
            silent = true;
        }

        void speak() {
            silent = false;
        }

        /** How many times others asked it. */
        long asked() {
            return asked;
        }

        /** From now on it says of others that they are silent, whether they are or not. */
        void slander(Set<NodeId> others) {
            slandered = others;
        }

        NodeId id() {
            return id;
        }
    }

    private final class Way implements PeerWire {
        private final Member from;
        private final Member to;

        Way(Member from, Member to) {
            this.from = from;
            this.to = to;
        }

        @Override
        public Profile profile() {
            return Profile.JAVA;
        }

        @Override
        public Endpoint endpoint() {
            return new Endpoint(to.address, 56_002, false);
        }

        @Override
        public CompletableFuture<Answer> ask(Duration within) {
            probes++;
            to.asked++;
            CompletableFuture<Answer> answer = new CompletableFuture<>();
            boolean comes = !to.silent && !from.silent && within.compareTo(ROUND_TRIP) >= 0;
            Future<?> unused = network.schedule(
                    () -> {
                        if (comes) {
                            from.hearsay.add(to.table.silent());
                            from.hearsay.add(to.slandered);
                            answer.complete(to.answer());
                        } else {
                            answer.completeExceptionally(new CallFailed(CallFailed.How.LATE, "no answer", null));
                        }
                    },
                    (comes ? ROUND_TRIP : within).toNanos(),
                    TimeUnit.NANOSECONDS);
            return answer;
        }

        @Override
        public CompletableFuture<Reception> execute(NodeId peer, ExecutionOrder order, Duration within, Witness told) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<Void> stop(ExecutionId execution, Duration within) {
            throw new UnsupportedOperationException();
        }
    }

    private static InetAddress address(int number) {
        try {
            return InetAddress.getByAddress(new byte[] {10, 0, (byte) (number >> 8), (byte) number});
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
