// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.static_;

import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.edgeorchestration.api.discovery.Discovery;
import org.edgeorchestration.api.discovery.Sighting;
import org.edgeorchestration.api.node.LocalNode;
import org.edgeorchestration.api.node.Threads;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Nodes that are named in the configuration, for what multicast does not reach. */
// Immediate: a wrong entry shows at once, and names are looked up before anybody asks.
@Component(configurationPid = "org.edgeorchestration.discovery.static", immediate = true)
@Designate(ocd = StaticDiscovery.Config.class)
public final class StaticDiscovery implements Discovery {
    /** The most peers. */
    static final int MOST = 256;

    private static final long LOOK_UP_SECONDS = 30;
    private static final int PARALLEL = 4;

    @ObjectClassDefinition(name = "Static discovery")
    @interface Config {
        @AttributeDefinition(description = "Addresses or names of other nodes, with commas between; 256 at most")
        String peers() default "";
    }

    /** One watch. */
    private final class Watcher implements Watch {
        private final Runnable action;

        Watcher(Runnable action) {
            this.action = action;
        }

        @Override
        public void close() {
            watchers.remove(this);
        }
    }

    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();
    private final List<Peer> peers;
    private final LocalNode self;
    private final ScheduledExecutorService clock;
    private final Optional<Future<?>> rounds;
    private final ExecutorService lookUps;

    @Activate
    public StaticDiscovery(Config config, @Reference LocalNode self, @Reference Threads threads) {
        this(config, InetAddress::getAllByName, LOOK_UP_SECONDS * 1_000, self, threads);
    }

    /** @param intervalMs milliseconds between two look-ups of a name */
    StaticDiscovery(Config config, Peer.Resolver resolver, long intervalMs, LocalNode self, Threads threads) {
        this.peers = names(config.peers()).stream()
                .map(name -> new Peer(name, resolver))
                .toList();
        this.self = self;
        this.clock = threads.scheduler("static");
        this.lookUps = threads.pool("static-names", PARALLEL, MOST);
        this.rounds = peers.stream().anyMatch(Peer::isName)
                ? Optional.of(clock.scheduleWithFixedDelay(this::lookUpAll, 0, intervalMs, TimeUnit.MILLISECONDS))
                : Optional.empty();
    }

    private static List<PeerName> names(String list) {
        List<PeerName> names = Stream.of(list.split(",", -1))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(PeerName::of)
                .distinct()
                .toList();
        if (names.size() > MOST) {
            throw new IllegalArgumentException("peers names " + names.size() + " nodes; " + MOST + " are possible");
        }
        return names;
    }

    private void lookUpAll() {
        peers.stream().filter(Peer::isName).filter(Peer::claim).forEach(this::lookUp);
    }

    private void lookUp(Peer peer) {
        try {
            lookUps.execute(() -> {
                if (peer.lookUp()) {
                    watchers.forEach(watcher -> watcher.action.run());
                }
            });
        } catch (RejectedExecutionException e) {
            peer.release(); // only when this component is closing: there is room for every peer
        }
    }

    @Override
    public Collection<Sighting> sightings() {
        return peers.stream().map(Peer::place).flatMap(this::sighting).toList();
    }

    /** None for this node itself: one list can serve a whole fleet. */
    private Stream<Sighting> sighting(Peer.Place place) {
        List<InetAddress> others =
                place.addresses().stream().filter(address -> !isHere(address)).toList();
        return others.isEmpty()
                ? Stream.empty()
                : Stream.of(new Sighting(
                        Optional.empty(),
                        "",
                        others,
                        Set.of(),
                        Set.of(),
                        Sighting.Dialect.NONE,
                        true,
                        false,
                        place.changes()));
    }

    /** Whether this node listens there; at another address of this machine, even of its loopback, there may be another node. */
    private boolean isHere(InetAddress address) {
        List<InetAddress> listening = self.listenAddresses();
        return listening.stream().anyMatch(InetAddress::isAnyLocalAddress)
                ? self.owns(address)
                : listening.contains(address);
    }

    @Override
    public Watch watch(Runnable action) {
        Watcher watcher = new Watcher(action);
        watchers.add(watcher);
        return watcher;
    }

    @Deactivate
    void close() {
        rounds.ifPresent(round -> round.cancel(false));
        clock.shutdownNow();
        lookUps.shutdownNow();
    }
}
