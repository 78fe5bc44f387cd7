// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.edgeorchestration.api.node.LocalNode;
import org.edgeorchestration.api.node.Threads;
import org.edgeorchestration.api.node.Ticker;
import org.edgeorchestration.api.peer.PeerCalls;
import org.edgeorchestration.api.peer.PeerTransport;
import org.edgeorchestration.api.scoring.ScoreProvider;
import org.edgeorchestration.api.service.ServiceManager;
import org.edgeorchestration.api.service.ServiceManager.Subscription;
import org.edgeorchestration.http.Connections;
import org.edgeorchestration.http.HttpListener;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens to applications, and to nodes of the seed era, on port 56001. Active only while it listens. */
@Component(
        service = {},
        immediate = true,
        configurationPid = RestServer.PID)
@Designate(ocd = RestServer.Config.class)
public final class RestServer {
    static final String PID = "org.edgeorchestration.rest";

    private static final Logger LOG = LoggerFactory.getLogger(RestServer.class);
    private static final long BEAT_SECONDS = 15;

    @ObjectClassDefinition(name = "REST interface to applications")
    @interface Config {
        @AttributeDefinition(description = "TCP port to listen on; 0 takes a free one")
        int port() default 56_001;

        @AttributeDefinition(
                description = "Who may call: local, any, or networks separated by commas; this host always may")
        String callers() default "local";

        @AttributeDefinition(description = "Further names of this node that browsers may use, separated by commas")
        String hosts() default "";

        @AttributeDefinition(description = "Most threads of the server")
        int threads() default 12;

        @AttributeDefinition(description = "Most open connections in all")
        int connections() default 512;

        @AttributeDefinition(description = "Most open connections from one other host")
        int connections_per_address() default 64;

        @AttributeDefinition(description = "Most open streams of events and logs")
        int followers() default 32;
    }

    /** The way to other nodes, while there is one. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    volatile @Nullable PeerTransport transport;

    /** Who answers those of them that call here, while anybody does. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    volatile @Nullable PeerCalls calls;

    private final EventLog events = new EventLog();
    private final Connections connections;
    private final ScheduledExecutorService scheduler;
    private final Subscription subscription;
    private final JaxRs resources;
    private final HttpListener listener;

    /**
     * Listens.
     *
     * @throws IllegalArgumentException when the configuration is wrong; the message says what and what to write
     * @throws IllegalStateException when the port cannot be had
     */
    @Activate
    public RestServer(
            Config config,
            @Reference ServiceManager services,
            @Reference LocalNode self,
            @Reference ScoreProvider scores,
            @Reference InstantSource time,
            @Reference Ticker ticker,
            @Reference Threads threads) {
        Callers callers = Callers.parse(config.callers(), self::owns);
        Browsers browsers = Browsers.parse(config.hosts());
        // All programs of this host come from the same address; feeds have no end.
        connections = new Connections(
                new Connections.Limits(
                        config.connections(), config.connections_per_address(), self::owns, Optional.empty()),
                ticker);
        Followers followers = new Followers(config.followers());
        CallbackTargets callbacks = CallbackTargets.of(self, config.port());
        resources = new JaxRs(List.of(
                new ServicesResource(services, callbacks),
                new ExecutionResource(services, followers),
                new NodesResource(services, self, scores, time, () -> Optional.ofNullable(transport)),
                new HealthResource(services, self, scores),
                new EventsResource(events, followers),
                new OpenApiResource()));
        listener = new HttpListener(
                new HttpListener.Settings("edge-rest", self.listenAddresses(), config.port(), config.threads()),
                connections,
                List::of);
        try {
            PeerDoor peers = new PeerDoor(() -> Optional.ofNullable(calls));
            listener.start(
                    new Gate(callers, browsers, peers, resources, listener.executor()), new ConnectionProblems());
        } catch (IllegalStateException e) {
            resources.close();
            throw e;
        }
        subscription = services.subscribe(events);
        scheduler = threads.scheduler("rest");
        every(1, connections::sweep);
        every(BEAT_SECONDS, events::beat);
        LOG.info("applications may call on port {} (callers={})", listener.port(), config.callers());
    }

    @SuppressWarnings("FutureReturnValueIgnored") // ends with the scheduler, which logs what fails
    private void every(long seconds, Runnable task) {
        scheduler.scheduleWithFixedDelay(task, seconds, seconds, TimeUnit.SECONDS);
    }

    /** The port it listens on. */
    int port() {
        return listener.port();
    }

    /** How many connections are open. */
    int connections() {
        return connections.count();
    }

    /** Closes the port and ends all streams. */
    @Deactivate
    void close() {
        scheduler.shutdownNow();
        subscription.close();
        events.close();
        listener.close();
        resources.close();
    }
}
