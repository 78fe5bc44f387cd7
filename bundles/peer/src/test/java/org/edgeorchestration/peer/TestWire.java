// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer;

import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionStatus;
import org.edgeorchestration.api.execution.OutputLine;
import org.edgeorchestration.api.node.ExecutionType;
import org.edgeorchestration.api.node.KeyStore;
import org.edgeorchestration.api.node.LocalNode;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.node.RealThreads;
import org.edgeorchestration.api.node.SharedKey;
import org.edgeorchestration.api.node.Ticker;
import org.edgeorchestration.api.peer.FakePeerRequests;
import org.edgeorchestration.api.peer.Peers;
import org.edgeorchestration.api.scoring.Resources;
import org.edgeorchestration.api.scoring.Sample;
import org.edgeorchestration.api.scoring.Score;
import org.edgeorchestration.api.scoring.ScoreProvider;
import org.edgeorchestration.api.service.ServiceListener;
import org.edgeorchestration.api.service.ServiceManager;
import org.edgeorchestration.api.service.ServiceStatus;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** The component on an address of the loopback network, with all it needs. */
final class TestWire implements AutoCloseable {
    static final Optional<SharedKey> KEY = Optional.of(new SharedKey("a key".getBytes(StandardCharsets.UTF_8)));

    final Node self;
    final FakePeerRequests requests;
    final Map<Class<?>, Object> registered = new ConcurrentHashMap<>();
    final List<ServiceListener> listeners = new CopyOnWriteArrayList<>();
    final FleetWire wire;
    private final RealThreads threads = new RealThreads();

    TestWire(String name, InetAddress address, Optional<SharedKey> key, Map<String, Object> config) {
        this(name, address, key, config, System::nanoTime, true);
    }

    /** @param registers whether the framework takes services, as it does not while the bundle ends */
    TestWire(
            String name,
            InetAddress address,
            Optional<SharedKey> key,
            Map<String, Object> config,
            Ticker ticker,
            boolean registers) {
        self = new Node(new NodeId(name), address);
        requests = new FakePeerRequests(new org.edgeorchestration.api.node.Node(
                self.id(), "linux", List.of(address), Set.of(ExecutionType.CONTAINER), Set.of()));
        wire = new FleetWire(
                config(config),
                context(registers),
                self,
                new Keys(key),
                threads,
                ticker,
                InstantSource.system(),
                new Scores(),
                requests,
                services());
    }

    /** A service as the component registered it. */
    <T> T service(Class<T> type) {
        return type.cast(Objects.requireNonNull(registered.get(type), type.getSimpleName()));
    }

    /** An execution that runs here writes a line. */
    void writes(ExecutionId execution, String text) {
        listeners.forEach(listener -> listener.wrote(execution, new OutputLine(OutputLine.Stream.STDOUT, text)));
    }

    /** An execution that runs here comes to a status. */
    ServiceStatus comesTo(ExecutionId execution, ExecutionStatus status, int sequence) {
        ServiceStatus changed = new ServiceStatus(
                execution,
                "s",
                ExecutionType.CONTAINER,
                self.address(),
                status,
                sequence,
                Instant.EPOCH,
                Instant.EPOCH);
        listeners.forEach(listener -> listener.changed(changed));
        return changed;
    }

    @Override
    public void close() {
        wire.close();
        threads.close();
    }

    private static FleetWire.Config config(Map<String, Object> values) {
        return (FleetWire.Config) Proxy.newProxyInstance(
                FleetWire.class.getClassLoader(),
                new Class<?>[] {FleetWire.Config.class},
                (proxy, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue()));
    }

    private BundleContext context(boolean registers) {
        return (BundleContext) Proxy.newProxyInstance(
                BundleContext.class.getClassLoader(),
                new Class<?>[] {BundleContext.class},
                (proxy, method, arguments) -> {
                    if (!registers) {
                        throw new IllegalStateException("the bundle ends");
                    }
                    registered.put((Class<?>) arguments[0], arguments[1]);
                    return registration((Class<?>) arguments[0]);
                });
    }

    private ServiceRegistration<?> registration(Class<?> type) {
        return (ServiceRegistration<?>) Proxy.newProxyInstance(
                ServiceRegistration.class.getClassLoader(),
                new Class<?>[] {ServiceRegistration.class},
                (proxy, method, arguments) -> {
                    registered.remove(type);
                    return null;
                });
    }

    private ServiceManager services() {
        return (ServiceManager) Proxy.newProxyInstance(
                ServiceManager.class.getClassLoader(),
                new Class<?>[] {ServiceManager.class},
                (proxy, method, arguments) -> {
                    ServiceListener listener = (ServiceListener) arguments[0];
                    listeners.add(listener);
                    return (ServiceManager.Subscription) () -> listeners.remove(listener);
                });
    }

    /** A node bound to one address. */
    record Node(NodeId id, InetAddress address) implements LocalNode {
        @Override
        public String platform() {
            return "linux";
        }

        @Override
        public List<InetAddress> addresses() {
            return List.of(address);
        }

        @Override
        public boolean owns(InetAddress other) {
            return other.equals(address);
        }

        @Override
        public List<InetAddress> listenAddresses() {
            return List.of(address);
        }

        @Override
        public Path state() {
            return Path.of("target", "state");
        }
    }

    private record Keys(Optional<SharedKey> key) implements KeyStore {
        @Override
        public Path file() {
            return Path.of("target", "key");
        }

        @Override
        public Path create() {
            return file();
        }
    }

    private static final class Scores implements ScoreProvider {
        @Override
        public Optional<Sample> sample() {
            return Optional.of(new Sample(Peers.IDLE, Instant.EPOCH));
        }

        @Override
        public Score fitness(Resources resources, Duration roundTrip) {
            return new Score(1, List.of());
        }

        @Override
        public Score goScore(Resources resources, Duration roundTrip) {
            return new Score(7.5, List.of());
        }
    }
}
