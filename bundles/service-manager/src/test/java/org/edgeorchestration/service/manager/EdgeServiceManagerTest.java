// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.edgeorchestration.api.node.ExecutionType.CONTAINER;
import static org.edgeorchestration.api.node.ExecutionType.NATIVE;
import static org.edgeorchestration.service.manager.Requests.variant;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.edgeorchestration.api.execution.Execution;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionObserver;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.execution.ExecutionStatus.Failed;
import org.edgeorchestration.api.execution.ExecutionStatus.Finished;
import org.edgeorchestration.api.execution.ExecutionStatus.Started;
import org.edgeorchestration.api.execution.FakeExecutor;
import org.edgeorchestration.api.execution.OutputLine;
import org.edgeorchestration.api.execution.Refusal;
import org.edgeorchestration.api.execution.ServiceExecutor;
import org.edgeorchestration.api.node.ExecutionType;
import org.edgeorchestration.api.node.FakeLocalNode;
import org.edgeorchestration.api.node.ManualTime;
import org.edgeorchestration.api.node.Node;
import org.edgeorchestration.api.node.RealThreads;
import org.edgeorchestration.api.service.Outcome;
import org.edgeorchestration.api.service.Placement;
import org.edgeorchestration.api.service.ServiceListener;
import org.edgeorchestration.api.service.ServiceRequest;
import org.edgeorchestration.api.service.ServiceStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EdgeServiceManagerTest {
    private static final String NO_DEVICE = "not found error : No Device Is Return";
    private static final Limits LIMITS = new Limits(5, 1_000_000, 2, 65_536, 4_194_304, 100, Duration.ofHours(24), 100);
    private static final Patience PATIENCE =
            new Patience(3, Duration.ofMillis(5), Duration.ofSeconds(10), Duration.ofMinutes(10));

    private final RealThreads threads = new RealThreads();
    private final ManualTime time = new ManualTime();
    private final FakeExecutor containers = FakeExecutor.of(CONTAINER, "web");
    private final EdgeServiceManager manager = new EdgeServiceManager(
            new Parts(LIMITS, PATIENCE, new FakeLocalNode(Path.of("state")), threads, time, time, new SeededIds(1)));

    @AfterEach
    void close() {
        manager.close();
        threads.close();
    }

    private Outcome request(ServiceRequest request) {
        return manager.request(request).toCompletableFuture().join();
    }

    private Outcome.Placed placed(ServiceRequest request) {
        Outcome outcome = request(request);
        assertThat(outcome).isInstanceOf(Outcome.Placed.class);
        return (Outcome.Placed) outcome;
    }

    private Refusal refused(ServiceRequest request) {
        Outcome outcome = request(request);
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused) outcome).refusal();
    }

    @Test
    void runsAServiceAndKnowsWhatBecameOfIt() {
        manager.addExecutor(containers);
        Outcome.Placed placed = placed(Requests.hello());
        assertThat(placed.target()).isEqualTo(InetAddress.getLoopbackAddress());
        assertThat(placed.type()).isEqualTo(CONTAINER);
        FakeExecutor.Started started = containers.started().get(0);
        assertThat(started.order().id()).isEqualTo(placed.id());
        assertThat(started.order().command()).containsExactly("docker", "run", "hello-world");
        assertThat(status(placed.id()).sequence()).isEqualTo(1);
        time.advance(Duration.ofSeconds(2));
        started.observer().changed(new Started());
        started.observer().wrote(new OutputLine(OutputLine.Stream.STDOUT, "Hello from Docker!"));
        started.observer().changed(new Finished());
        ServiceStatus end = status(placed.id());
        assertThat(end.status()).isEqualTo(new Finished());
        assertThat(end.sequence()).isEqualTo(3);
        assertThat(Duration.between(end.created(), end.changed())).isEqualTo(Duration.ofSeconds(2));
        assertThat(manager.output(placed.id()).orElseThrow())
                .extracting(OutputLine::text)
                .containsExactly("Hello from Docker!");
        assertThat(manager.services()).containsExactly(end);
        assertThat(manager.placement(placed.id())
                        .orElseThrow()
                        .choice()
                        .orElseThrow()
                        .reason())
                .isEqualTo("the only node that can run it");
    }

    private ServiceStatus status(ExecutionId id) {
        return manager.service(id).orElseThrow();
    }

    @Test
    void knowsNothingOfWhatItNeverRan() {
        ExecutionId unknown = new ExecutionId("unknown");
        assertThat(manager.service(unknown)).isEmpty();
        assertThat(manager.placement(unknown)).isEmpty();
        assertThat(manager.output(unknown)).isEmpty();
        assertThat(manager.stop(unknown)).isFalse();
    }

    @Test
    void aDryRunRunsNothing() {
        manager.addExecutor(containers);
        Placement placement =
                manager.place(Requests.hello()).toCompletableFuture().join();
        assertThat(placement.choice()).isPresent();
        assertThat(containers.started()).isEmpty();
        assertThat(manager.services()).isEmpty();
    }

    @Test
    void aDryRunShowsTheExecutorsRefusal() {
        manager.addExecutor(FakeExecutor.refusing(CONTAINER, Refusal.malformed("--bad is unknown")));
        Placement placement =
                manager.place(Requests.hello()).toCompletableFuture().join();
        assertThat(placement.choice()).isEmpty();
        assertThat(placement.candidates())
                .singleElement()
                .isInstanceOfSatisfying(Placement.Candidate.Excluded.class, excluded -> assertThat(excluded.reason())
                        .isEqualTo("--bad is unknown"));
    }

    @Test
    void anOrderThatTheExecutorRefusesLeavesNoTrace() {
        Refusal refusal = Refusal.malformed("--bad is unknown");
        manager.addExecutor(FakeExecutor.refusing(CONTAINER, refusal));
        assertThat(refused(Requests.hello())).isEqualTo(refusal);
        assertThat(manager.services()).isEmpty();
    }

    @Test
    void withoutAnExecutorThereIsNoDevice() {
        assertThat(refused(Requests.hello()))
                .isEqualTo(Refusal.declined(
                        NO_DEVICE, "no executor for container on this node: is the Docker engine running?"));
    }

    @Test
    void anUnregisteredNativeProgramIsNoDeviceWithTheExecutorsReason() {
        Refusal refusal = Refusal.declined("not found registered service", "register ls by apps/ls/ls.conf");
        manager.addExecutor(FakeExecutor.refusing(NATIVE, refusal));
        assertThat(refused(Requests.of("ls", variant(NATIVE, "ls"))))
                .isEqualTo(Refusal.declined(NO_DEVICE, refusal.reason()));
    }

    @Test
    void aNodeAloneThatMayNotChooseItselfFindsNobody() {
        manager.addExecutor(containers);
        Refusal refusal = refused(Requests.elsewhere(Requests.hello()));
        assertThat(refusal.message()).isEqualTo("SERVICE_NOT_FOUND");
        assertThat(refusal.reason()).contains("SelfSelection");
    }

    @Test
    void anExecutorThatWentAwayIsAbsentForNewRequests() {
        manager.addExecutor(containers);
        placed(Requests.hello());
        manager.removeExecutor(containers);
        assertThat(refused(Requests.hello()).message()).isEqualTo(NO_DEVICE);
        containers.started().get(0).observer().changed(new Finished());
        assertThat(manager.services().get(0).status()).isEqualTo(new Finished());
    }

    @Test
    void showsThisNodeWithWhatItsExecutorsOffer() {
        manager.addExecutor(containers);
        manager.addExecutor(FakeExecutor.of(NATIVE, "hello"));
        Node self = manager.nodes().get(0);
        assertThat(self.executionTypes()).containsExactlyInAnyOrder(CONTAINER, NATIVE);
        assertThat(self.services()).containsExactlyInAnyOrder("web", "hello");
    }

    @Test
    void refusesMoreThanMayLiveUntilOneEnds() {
        manager.addExecutor(containers);
        for (int i = 0; i < LIMITS.living(); i++) {
            placed(Requests.hello());
        }
        Refusal refusal = refused(Requests.keyed("k", Requests.hello()));
        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.BUSY);
        assertThat(containers.started()).hasSize(LIMITS.living());
        containers.started().get(0).observer().changed(new Finished());
        placed(Requests.keyed("k", Requests.hello()));
    }

    @Test
    void forgetsTheOldestEndedWithItsOutput() {
        manager.addExecutor(containers);
        List<ExecutionId> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ids.add(placed(Requests.hello()).id());
            ExecutionObserver observer = containers.started().get(i).observer();
            observer.wrote(new OutputLine(OutputLine.Stream.STDOUT, "x"));
            observer.changed(new Finished());
        }
        assertThat(manager.services()).extracting(ServiceStatus::id).containsExactly(ids.get(2), ids.get(1));
        assertThat(manager.output(ids.get(0))).isEmpty();
    }

    @Test
    void stopsAnExecution() {
        manager.addExecutor(containers);
        ExecutionId id = placed(Requests.hello()).id();
        assertThat(manager.stop(id)).isTrue();
        assertThat(containers.stopped()).containsExactly(id);
    }

    @Test
    void anExecutorThatBreaksEndsTheExecutionAsFailed() {
        manager.addExecutor(new Scripted(order -> Optional.empty(), (order, observer) -> {
            throw new IllegalStateException("a bug");
        }));
        ExecutionId id = placed(Requests.hello()).id();
        assertThat(status(id).status()).isInstanceOf(Failed.class);
    }

    @Test
    void anExecutorWhoseBundleIsReplacedMeanwhileEndsTheExecutionAsFailed() {
        manager.addExecutor(new Scripted(order -> Optional.empty(), (order, observer) -> {
            throw new NoClassDefFoundError("its bundle is gone");
        }));
        ExecutionId id = placed(Requests.hello()).id();
        assertThat(status(id).status()).isInstanceOf(Failed.class);
    }

    @Test
    void aKeyIsFreeAgainAfterAnExecutorsBundleWasReplaced() {
        manager.addExecutor(new Scripted(
                order -> {
                    throw new NoClassDefFoundError("its bundle is gone");
                },
                (order, observer) -> {
                    throw new AssertionError("never started");
                }));
        ServiceRequest request = Requests.keyed("k", Requests.hello());
        assertThat(refused(request).message()).isEqualTo("INTERNAL_SERVER_ERROR");
        assertThat(refused(request).message()).isEqualTo("INTERNAL_SERVER_ERROR");
    }

    @Test
    void aBugInAnExecutorsLookIsAnAnswerToo() {
        manager.addExecutor(new Scripted(
                order -> {
                    throw new IllegalStateException("a bug");
                },
                (order, observer) -> {
                    throw new AssertionError("never started");
                }));
        assertThat(refused(Requests.keyed("k", Requests.hello())).message()).isEqualTo("INTERNAL_SERVER_ERROR");
        assertThat(manager.services()).isEmpty();
    }

    @Test
    void callsBackAtEveryStatusInOrder() {
        FakeDelivery delivery = new FakeDelivery();
        manager.addStatusDelivery(delivery);
        manager.addExecutor(containers);
        ExecutionId id = placed(Requests.calledBack("http://app/notify", Requests.hello()))
                .id();
        containers.started().get(0).observer().changed(new Started());
        containers.started().get(0).observer().changed(Samples.FAILED);
        Await.until("three callbacks came", () -> delivery.acknowledged().size() == 3);
        assertThat(delivery.words(id.value())).containsExactly("Accepted", "Started", "Failed");
        assertThat(delivery.acknowledged()).extracting(ServiceStatus::sequence).containsExactly(1, 2, 3);
    }

    @Test
    void listenersHearOfEverythingUntilTheyLeave() {
        manager.addExecutor(containers);
        List<String> heard = new ArrayList<>();
        ServiceListener listener = new ServiceListener() {
            @Override
            public void changed(ServiceStatus status) {
                heard.add(status.status().word());
            }
        };
        try (var subscription = manager.subscribe(listener)) {
            assertThat(subscription).isNotNull();
            placed(Requests.hello());
            containers.started().get(0).observer().changed(new Finished());
        }
        placed(Requests.hello());
        assertThat(heard).containsExactly("Accepted", "Finished");
    }

    @Test
    void fiftyRequestsUnderOneKeyAreOneExecution() throws Exception {
        manager.addExecutor(containers);
        ServiceRequest keyed = Requests.keyed("k", Requests.hello());
        ExecutorService pool = threads.pool("callers", 50, 50);
        CountDownLatch go = new CountDownLatch(1);
        List<Future<Outcome>> answers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            answers.add(pool.submit(() -> {
                go.await();
                return request(keyed);
            }));
        }
        go.countDown();
        Set<Outcome> outcomes = new HashSet<>();
        for (Future<Outcome> answer : answers) {
            outcomes.add(answer.get());
        }
        assertThat(outcomes).singleElement().isInstanceOf(Outcome.Placed.class);
        assertThat(containers.started()).hasSize(1);
        assertThat(manager.services()).hasSize(1);
    }

    @Test
    void manyAtOnceNeverMix() throws Exception {
        ExecutorService callers = threads.pool("callers", 4, 1_000);
        ExecutorService reporters = threads.pool("reporters", 4, 1_000);
        EdgeServiceManager roomy = new EdgeServiceManager(new Parts(
                new Limits(500, 1_000_000, 500, 65_536, 4_194_304, 100, Duration.ofHours(24), 100),
                PATIENCE,
                new FakeLocalNode(Path.of("state")),
                threads,
                time,
                time,
                new SeededIds(2)));
        roomy.addExecutor(echo(reporters));
        Map<ExecutionId, List<Integer>> sequences = new ConcurrentHashMap<>();
        roomy.subscribe(new ServiceListener() {
            @Override
            public void changed(ServiceStatus status) {
                sequences
                        .computeIfAbsent(status.id(), id -> new CopyOnWriteArrayList<>())
                        .add(status.sequence());
            }
        });
        List<Future<Outcome>> answers = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            ServiceRequest request = Requests.of("s", variant(CONTAINER, "echo", "value-" + i));
            answers.add(callers.submit(
                    () -> roomy.request(request).toCompletableFuture().join()));
        }
        for (int i = 0; i < 500; i++) {
            ExecutionId id = ((Outcome.Placed) answers.get(i).get()).id();
            Await.until(
                    "it ended and was told",
                    () -> sequences.getOrDefault(id, List.of()).size() == 3);
            assertThat(roomy.output(id).orElseThrow())
                    .extracting(OutputLine::text)
                    .containsExactly("value-" + i);
            assertThat(sequences.get(id)).containsExactly(1, 2, 3);
        }
        roomy.close();
    }

    /** Writes the last word of the command, on threads of its own. */
    private static ServiceExecutor echo(ExecutorService reporters) {
        return new Scripted(order -> Optional.empty(), (order, observer) -> {
            reporters.execute(() -> {
                observer.changed(new Started());
                observer.wrote(
                        new OutputLine(OutputLine.Stream.STDOUT, order.command().get(1)));
                observer.changed(new Finished());
            });
            return () -> {};
        });
    }

    /** Runs containers as a test says. */
    private record Scripted(
            Function<ExecutionOrder, Optional<Refusal>> look,
            BiFunction<ExecutionOrder, ExecutionObserver, Execution> begin)
            implements ServiceExecutor {
        @Override
        public ExecutionType type() {
            return CONTAINER;
        }

        @Override
        public Optional<Refusal> refusal(ExecutionOrder order) {
            return look.apply(order);
        }

        @Override
        public Execution start(ExecutionOrder order, ExecutionObserver observer) {
            return begin.apply(order, observer);
        }
    }

    @Test
    void executionsGoOnAfterItIsClosed() {
        manager.addExecutor(containers);
        placed(Requests.calledBack("http://app/notify", Requests.hello()));
        manager.close();
        containers.started().get(0).observer().changed(new Finished());
        assertThat(containers.stopped()).isEmpty();
        assertThat(manager.services().get(0).status()).isEqualTo(new Finished());
    }
}
