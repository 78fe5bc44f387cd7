// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.execution.ExecutionStatus;
import org.edgeorchestration.api.node.ExecutionType;
import org.edgeorchestration.api.node.FakeLocalNode;
import org.edgeorchestration.api.node.ManualThreads;
import org.edgeorchestration.api.node.ManualTime;
import org.edgeorchestration.api.node.Node;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.peer.Load;
import org.edgeorchestration.api.peer.Peer;
import org.edgeorchestration.api.peer.Peer.Standing;
import org.edgeorchestration.api.peer.PeerTransport;
import org.edgeorchestration.api.peer.Peers;
import org.edgeorchestration.api.peer.Reception;
import org.edgeorchestration.api.peer.Report;
import org.edgeorchestration.api.service.Placement;
import org.edgeorchestration.api.service.Placement.Candidate;

/**
 * A fleet of machines with queues, and nodes that place jobs on them as the real ones do, in a time of its own: jobs of a second
 * on average arrive by chance, four run on a machine at a time, the others wait there; nobody refuses. Each asking node
 * probes every machine as the bundle {@code peer} does, 40 in a second once there are more than 20, and hears the load with
 * every answer. The same seed gives the same run.
 */
final class Queues {
    private static final int SLOTS = 4;
    private static final String NAME = "machine-";
    private static final long ROUND_TRIP = Duration.ofNanos(200_000).toNanos();
    private static final Limits LIMITS =
            new Limits(1_000_000, 1L << 40, 100, 65_536, 4_194_304, 100, Duration.ofHours(24), 100);
    private static final Patience PATIENCE =
            new Patience(3, Duration.ofSeconds(1), Duration.ofSeconds(15), Duration.ofMinutes(10));

    /** How a job finds its machine. */
    enum Policy {
        /** As nodes of this project do. */
        PRODUCTION,
        /** Whoever has least to do at that very moment, as nobody can know. */
        ORACLE,
        /** Blindly. */
        RANDOM
    }

    /**
     * What came of it.
     *
     * @param mean how long a job waited, in seconds
     * @param late the same for the 99th of a hundred
     * @param longest the longest queue
     * @param questions per job
     * @param listed the most candidates of a placement
     */
    record Result(double mean, double late, int longest, double questions, int listed) {}

    private final SplittableRandom dice;
    private final Policy policy;
    private final ManualThreads threads = new ManualThreads(new ManualTime());
    private final ManualTime time = threads.time();
    private final ScheduledExecutorService world = threads.scheduler("world");
    private final List<Machine> machines = new ArrayList<>();
    private final List<Asking> asking = new ArrayList<>();
    private final List<Double> waits = new ArrayList<>();
    private final long interval;
    private long questions;
    private int longest;
    private int listed;

    Queues(long seed, int fleet, int askers, Policy policy) {
        this.dice = new SplittableRandom(seed);
        this.policy = policy;
        this.interval = Math.max(500, 25L * fleet) * 1_000_000L;
        for (int i = 0; i < fleet; i++) {
            machines.add(new Machine(i));
        }
        for (int i = 0; i < askers; i++) {
            asking.add(new Asking());
        }
        threads.pass(Duration.ofMinutes(5));
    }

    /** Jobs arrive for so long, so that this share of all slots would be busy. */
    Result run(Duration duration, double share) {
        double perNano = share * SLOTS * machines.size() / 1e9;
        long end = time.nanoTime() + duration.toNanos();
        for (long next = after(1 / perNano); time.nanoTime() + next < end; next = after(1 / perNano)) {
            threads.pass(Duration.ofNanos(next));
            asking.get(dice.nextInt(asking.size())).place();
        }
        threads.pass(Duration.ofMinutes(10));
        asking.forEach(one -> one.manager.close());
        double[] sorted = waits.stream().mapToDouble(wait -> wait).sorted().toArray();
        double mean = waits.stream().mapToDouble(wait -> wait).average().orElse(0);
        return new Result(mean, sorted[sorted.length * 99 / 100], longest, questions / (double) sorted.length, listed);
    }

    private long after(double mean) {
        return Math.max(1, Math.round(-Math.log(1 - dice.nextDouble()) * mean));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for it
    private void later(long nanos, Runnable task) {
        world.schedule(task, nanos, TimeUnit.NANOSECONDS);
    }

    private static int number(NodeId id) {
        return Integer.parseInt(id.value().substring(NAME.length()));
    }

    /** One machine, and what it would have said at any time. */
    private final class Machine {
        private final Node node;
        private final Deque<Runnable> queue = new ArrayDeque<>();
        private final List<Said> history = new ArrayList<>();
        private int running;

        private record Said(long since, Load load) {}

        Machine(int number) {
            node = new Node(
                    new NodeId(NAME + number),
                    "linux",
                    List.of(InetAddress.getLoopbackAddress()),
                    Set.of(ExecutionType.CONTAINER),
                    Set.of());
            note();
        }

        int jobs() {
            return running + queue.size();
        }

        Load load() {
            return history.get(history.size() - 1).load;
        }

        Load loadAt(long moment) {
            int low = 0;
            int high = history.size() - 1;
            while (low < high) {
                int middle = (low + high + 1) >>> 1;
                if (history.get(middle).since - moment <= 0) {
                    low = middle;
                } else {
                    high = middle - 1;
                }
            }
            return history.get(low).load;
        }

        private void note() {
            double usage = 100.0 * running / SLOTS;
            history.add(new Said(
                    time.nanoTime(),
                    new Load(
                            Optional.of(Peers.machine(usage, SLOTS, 2_000)),
                            OptionalDouble.empty(),
                            running,
                            queue.size(),
                            false)));
        }

        void take(Runnable started, Runnable ended) {
            long came = time.nanoTime();
            queue.add(() -> {
                waits.add((time.nanoTime() - came) / 1e9);
                running++;
                started.run();
                later(after(1e9), () -> {
                    running--;
                    ended.run();
                    next();
                });
            });
            next();
            longest = Math.max(longest, queue.size());
        }

        private void next() {
            if (running < SLOTS && !queue.isEmpty()) {
                queue.remove().run();
            }
            note();
        }
    }

    /** A node that places jobs. It runs none itself. */
    private final class Asking implements PeerTransport {
        private final Map<Integer, Heard> heard = new HashMap<>();
        private final long[] phases = new long[machines.size()];
        private final EdgeServiceManager manager = new EdgeServiceManager(
                new Parts(LIMITS, PATIENCE, new FakeLocalNode(Path.of("state")), threads, time, time, this::id));

        private record Heard(long when, Load load) {}

        Asking() {
            for (int i = 0; i < phases.length; i++) {
                phases[i] = dice.nextLong(interval);
            }
            manager.setScoreProvider(new SampleScores(time).measured(Peers.IDLE));
            manager.setPeerTransport(this);
        }

        private ExecutionId id() {
            return new ExecutionId(new UUID(dice.nextLong(), dice.nextLong()).toString());
        }

        void place() {
            switch (policy) {
                case PRODUCTION ->
                    manager.request(Requests.hello()).thenAccept(outcome -> {
                        manager.services().stream()
                                .findFirst()
                                .flatMap(status -> manager.placement(status.id()))
                                .map(Placement::candidates)
                                .map(List<Candidate>::size)
                                .ifPresent(size -> listed = Math.max(listed, size));
                    });
                case ORACLE -> idlest().take(() -> {}, () -> {});
                case RANDOM -> machines.get(dice.nextInt(machines.size())).take(() -> {}, () -> {});
            }
        }

        private Machine idlest() {
            int least = machines.stream().mapToInt(Machine::jobs).min().orElseThrow();
            List<Machine> idlest =
                    machines.stream().filter(machine -> machine.jobs() == least).toList();
            return idlest.get(dice.nextInt(idlest.size()));
        }

        private Peer peer(int number) {
            long now = time.nanoTime();
            long probed = now - Math.floorMod(now - phases[number], interval);
            Heard answer = heard.get(number);
            return answer != null && answer.when - probed > 0
                    ? peer(number, answer.load, now - answer.when)
                    : peer(number, machines.get(number).loadAt(probed), now - probed);
        }

        private Peer peer(int number, Load load, long age) {
            return new Peer(
                    machines.get(number).node,
                    "java",
                    true,
                    Standing.READY,
                    Optional.empty(),
                    "life",
                    Optional.of(Duration.ofNanos(ROUND_TRIP)),
                    Optional.of(load),
                    Duration.ofNanos(age));
        }

        @Override
        public List<Peer> peers() {
            return new AbstractList<>() {
                @Override
                public Peer get(int number) {
                    return peer(number);
                }

                @Override
                public int size() {
                    return machines.size();
                }
            };
        }

        @Override
        public Optional<Peer> peer(NodeId id) {
            return Optional.of(peer(number(id)));
        }

        private void hear(int number, Runnable then) {
            Load load = machines.get(number).load();
            later(ROUND_TRIP / 2, () -> {
                heard.put(number, new Heard(time.nanoTime(), load));
                then.run();
            });
        }

        @Override
        public CompletionStage<Peer> ask(NodeId id) {
            questions++;
            int number = number(id);
            CompletableFuture<Peer> answer = new CompletableFuture<>();
            later(ROUND_TRIP / 2, () -> hear(number, () -> answer.complete(peer(number))));
            return answer;
        }

        @Override
        public CompletionStage<Reception> execute(NodeId id, ExecutionOrder order) {
            int number = number(id);
            CompletableFuture<Reception> answer = new CompletableFuture<>();
            later(ROUND_TRIP / 2, () -> {
                machines.get(number)
                        .take(
                                () -> report(id, order, new ExecutionStatus.Started()),
                                () -> report(id, order, new ExecutionStatus.Finished()));
                hear(number, () -> answer.complete(new Reception.Accepted()));
            });
            return answer;
        }

        private void report(NodeId from, ExecutionOrder order, ExecutionStatus status) {
            later(ROUND_TRIP / 2, () -> manager.report(from, order.id(), new Report(List.of(), Optional.of(status))));
        }

        @Override
        public CompletionStage<Void> stop(NodeId id, ExecutionId execution) {
            return CompletableFuture.completedStage(null);
        }
    }
}
