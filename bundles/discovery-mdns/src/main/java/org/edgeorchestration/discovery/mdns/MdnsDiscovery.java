// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.edgeorchestration.api.discovery.Discovery;
import org.edgeorchestration.api.discovery.Sighting;
import org.edgeorchestration.api.execution.ServiceExecutor;
import org.edgeorchestration.api.node.LocalNode;
import org.edgeorchestration.api.node.Threads;
import org.edgeorchestration.api.node.Ticker;
import org.edgeorchestration.api.peer.PeerCalls;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Finds other nodes on the local network by multicast DNS, and announces this one to them. */
// Immediate: others shall find this node, whether or not it looks for them.
@Component(configurationPid = "org.edgeorchestration.discovery.mdns", immediate = true)
@Designate(ocd = MdnsDiscovery.Config.class)
public final class MdnsDiscovery implements Discovery {
    private static final long GOODBYE_MS = 1_000;
    /** A component that waited for itself would never be there. */
    private static final String NOT_THIS = "(!(component.name=org.edgeorchestration.discovery.mdns.MdnsDiscovery))";

    @ObjectClassDefinition(name = "Discovery by multicast DNS")
    @interface Config {
        @AttributeDefinition(
                description = "Names of the interfaces to use, with commas between; empty means every suitable one")
        String interfaces() default "";

        @AttributeDefinition(description = "Seconds between two advertisements, 10 to 60")
        int advertise_interval_seconds() default 60;
    }

    private final Set<ServiceExecutor> executors = new CopyOnWriteArraySet<>();
    private final Set<Discovery> others = new CopyOnWriteArraySet<>();
    private final Watchers watchers = new Watchers();
    private final ExecutorService thread;
    private final Session session;

    /**
     * Speaks on the port of multicast DNS.
     *
     * @param wire announced is only who can be called: a node that hears of this one calls at once, and would find nobody
     * @throws IOException when the port cannot be had; the message says why
     */
    @Activate
    public MdnsDiscovery(
            Config config,
            @Reference LocalNode self,
            @Reference Threads threads,
            @Reference Ticker ticker,
            @Reference InstantSource time,
            @Reference PeerCalls wire)
            throws IOException {
        this(config, Sockets.PORT, self, threads, ticker, time);
    }

    /** @param port where to speak instead of the port of multicast DNS */
    MdnsDiscovery(Config config, int port, LocalNode self, Threads threads, Ticker ticker, InstantSource time)
            throws IOException {
        Duration interval = interval(config);
        Surroundings surroundings = new Surroundings(self, names(config));
        this.session = new Session(
                new Sockets(port),
                surroundings::attachments,
                new Description(self, executors)::at,
                () -> !executors.isEmpty(),
                this::outposts,
                interval,
                self,
                watchers,
                new Standby(time, ticker),
                ticker);
        this.thread = threads.pool("mdns", 1, 1);
        thread.execute(session);
    }

    private static Duration interval(Config config) {
        int seconds = config.advertise_interval_seconds();
        if (seconds < 10 || seconds > 60) {
            throw new IllegalArgumentException("advertise.interval.seconds must be 10 to 60, but was " + seconds);
        }
        return Duration.ofSeconds(seconds);
    }

    private static Set<String> names(Config config) {
        return Stream.of(config.interfaces().split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addExecutor(ServiceExecutor executor) {
        executors.add(executor);
        session.change();
    }

    void removeExecutor(ServiceExecutor executor) {
        executors.remove(executor);
        session.change();
    }

    /** What others know no more of than where it is, may be a node that knows only whom it has heard by multicast DNS. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC, target = NOT_THIS)
    void addDiscovery(Discovery other) {
        others.add(other);
        session.change();
    }

    void removeDiscovery(Discovery other) {
        others.remove(other);
    }

    private List<InetAddress> outposts() {
        return others.stream()
                .flatMap(other -> other.sightings().stream())
                .filter(sighting -> sighting.id().isEmpty())
                .flatMap(sighting -> sighting.addresses().stream())
                .filter(Inet4Address.class::isInstance) // Go nodes hear nothing else
                .distinct()
                .limit(Outposts.MOST)
                .toList();
    }

    @Override
    public Collection<Sighting> sightings() {
        return session.sightings();
    }

    @Override
    public Watch watch(Runnable action) {
        return watchers.add(action);
    }

    /** Says goodbye, so that others need not find out. */
    @Deactivate
    void close() throws InterruptedException {
        session.end();
        thread.shutdown();
        if (!thread.awaitTermination(GOODBYE_MS, TimeUnit.MILLISECONDS)) {
            thread.shutdownNow();
        }
    }
}
