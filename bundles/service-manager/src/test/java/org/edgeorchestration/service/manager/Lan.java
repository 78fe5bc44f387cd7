// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.edgeorchestration.api.execution.Execution;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionObserver;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.execution.ExecutionStatus;
import org.edgeorchestration.api.execution.Refusal;
import org.edgeorchestration.api.execution.ServiceExecutor;
import org.edgeorchestration.api.node.ExecutionType;
import org.edgeorchestration.api.node.ManualThreads;
import org.edgeorchestration.api.node.ManualTime;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.peer.Load;
import org.edgeorchestration.api.peer.Peer;
import org.edgeorchestration.api.peer.Peers;
import org.edgeorchestration.api.peer.Reception;
import org.edgeorchestration.api.peer.Report;
import org.edgeorchestration.api.service.ServiceStatus;
import org.edgeorchestration.api.service.StatusDelivery;

/**
 * One node that asks, and others that host, all of them whole service managers, on a network that loses, delays and repeats
 * what it carries, and on machines that refuse, fall silent and start anew: whatever the dice say, and the same for the same
 * seed.
 */
final class Lan {
    private static final Duration DEADLINE = Duration.ofSeconds(2);

    private final Random dice;
    private final ManualThreads threads = new ManualThreads(new ManualTime());
    private final ScheduledExecutorService network = threads.scheduler("network");
    private final Map<String, Machine> machines = new HashMap<>();
    private final Map<ExecutionId, Integer> starts = new HashMap<>();
    private boolean healed;

    /** The node that asks. */
    final Station asking;

    Lan(long seed) {
        dice = new Random(seed);
        asking = new Station(Station.LIMITS, threads, seed);
        asking.manager.addExecutor(new Works());
        for (String name : List.of("a", "b", "c")) {
            machines.put(name, new Machine(name, true));
        }
        machines.put("go", new Machine("go", false));
        machines.values().forEach(Machine::appear);
    }

    /** From now on nothing goes wrong any more. */
    void heal() {
        healed = true;
        machines.values().stream().filter(machine -> !machine.up).forEach(Machine::appear);
    }

    /** The node of the Go project never comes back. */
    void loseGo() {
        machines.values().stream().filter(machine -> !machine.ours).forEach(Machine::vanish);
    }

    void pass(Duration duration) {
        threads.pass(duration);
    }

    /** Lets a machine fall silent or come back, perhaps anew. */
    void upset() {
        Machine machine = new ArrayList<>(machines.values()).get(dice.nextInt(machines.size()));
        if (machine.up) {
            machine.vanish();
        } else {
            machine.restart(chance(50));
            machine.appear();
        }
    }

    /** How often each execution was begun, wherever that was. */
    Map<ExecutionId, Integer> starts() {
        return starts;
    }

    private boolean chance(int percent) {
        return dice.nextInt(100) < percent;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for it
    private void later(int milliseconds, Runnable task) {
        network.schedule(task, milliseconds, TimeUnit.MILLISECONDS);
    }

    private static <T> void completeIn(Lan lan, int milliseconds, CompletableFuture<T> stage, Supplier<T> value) {
        lan.later(milliseconds, () -> stage.complete(value.get()));
    }

    /** Begins everything, if it does not refuse, and ends it after a while. */
    private final class Works implements ServiceExecutor {
        @Override
        public ExecutionType type() {
            return ExecutionType.CONTAINER;
        }

        @Override
        public Optional<Refusal> refusal(ExecutionOrder order) {
            if (healed || !chance(20)) {
                return Optional.empty();
            }
            return Optional.of(chance(50) ? Refusal.busy("all hands are full") : Refusal.malformed("--bad"));
        }

        @Override
        public Execution start(ExecutionOrder order, ExecutionObserver observer) {
            starts.merge(order.id(), 1, Integer::sum);
            later(dice.nextInt(300), () -> observer.changed(new ExecutionStatus.Started()));
            later(
                    300 + dice.nextInt(3_000),
                    () -> observer.changed(
                            chance(80)
                                    ? new ExecutionStatus.Finished()
                                    : new ExecutionStatus.Failed(OptionalInt.of(1), "exit code 1")));
            return () -> {};
        }
    }

    /** A node that hosts. */
    private final class Machine {
        private final String name;
        private final boolean ours;
        private Station station;
        private boolean up;

        Machine(String name, boolean ours) {
            this.name = name;
            this.ours = ours;
            station = begin();
            asking.peers.receives(name, this::receive).answers(name, this::answer);
        }

        private Station begin() {
            Station begun = new Station(Station.LIMITS, threads, dice.nextLong());
            begun.manager.addExecutor(new Works());
            Station[] self = {begun};
            begun.manager.addStatusDelivery(new Wire(() -> self[0] == station));
            return begun;
        }

        void restart(boolean anew) {
            if (anew) {
                station.manager.close();
                station = begin();
            }
        }

        void appear() {
            up = true;
            asking.peers.put(chance(30) ? Peers.aged(peer(), DEADLINE) : peer());
        }

        void vanish() {
            up = false;
            asking.peers.remove(name);
        }

        private Peer peer() {
            Load load = ours ? station.manager.load() : Peers.goScore(20);
            return ours ? Peers.reborn(Peers.ours(name, load), station.manager.life()) : Peers.go(name, load);
        }

        private CompletionStage<Peer> answer() {
            return up
                    ? CompletableFuture.completedStage(peer())
                    : CompletableFuture.failedStage(new IOException("node " + name + " did not answer"));
        }

        private Reception host(ExecutionOrder order) {
            return station.manager.host(order, ours ? Station.ours("asking") : Station.go());
        }

        private CompletionStage<Reception> receive(ExecutionOrder order) {
            CompletableFuture<Reception> answer = new CompletableFuture<>();
            Reception unknown = new Reception.Unknown("no answer");
            int fate = healed ? 99 : dice.nextInt(100);
            if (!up || fate < 10) {
                return CompletableFuture.completedStage(new Reception.NotReached("connection refused"));
            } else if (fate < 20) {
                completeIn(Lan.this, (int) DEADLINE.toMillis(), answer, () -> unknown);
            } else if (fate < 30) {
                host(order);
                completeIn(Lan.this, (int) DEADLINE.toMillis(), answer, () -> unknown);
            } else if (fate < 40) {
                Station then = station;
                later(dice.nextInt(6_000), () -> late(then, order));
                completeIn(Lan.this, (int) DEADLINE.toMillis(), answer, () -> unknown);
            } else if (fate < 60) {
                Reception reception = host(order);
                completeIn(Lan.this, dice.nextInt(1_900), answer, () -> reception);
            } else {
                return CompletableFuture.completedStage(host(order));
            }
            return answer;
        }

        /** The network kept it for so long; a node that was started anew meanwhile does not open it. */
        private void late(Station then, ExecutionOrder order) {
            if (station.equals(then)) {
                host(order);
            }
        }

        /** Carries what happens to executions here to the node that asked. */
        private final class Wire implements StatusDelivery {
            private final Supplier<Boolean> alive;

            Wire(Supplier<Boolean> alive) {
                this.alive = alive;
            }

            @Override
            public Set<String> schemes() {
                return Set.of("edge-peer");
            }

            @Override
            public CompletionStage<Void> deliver(URI receiver, ServiceStatus status) {
                if (!ours && !status.status().terminal()) {
                    return CompletableFuture.completedStage(null);
                }
                if (!alive.get() || !up || (!healed && chance(20))) {
                    return CompletableFuture.failedStage(new IOException("connection refused"));
                }
                asking.manager.report(
                        new NodeId(name), status.id(), new Report(List.of(), Optional.of(status.status())));
                return !healed && chance(10)
                        ? CompletableFuture.failedStage(new IOException("no answer"))
                        : CompletableFuture.completedStage(null);
            }
        }
    }
}
