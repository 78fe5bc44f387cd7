// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.edgeorchestration.api.discovery.Discovery;
import org.edgeorchestration.api.node.KeyStore;
import org.edgeorchestration.api.node.LocalNode;
import org.edgeorchestration.api.node.Threads;
import org.edgeorchestration.api.node.Ticker;
import org.edgeorchestration.api.peer.PeerCalls;
import org.edgeorchestration.api.peer.PeerRequests;
import org.edgeorchestration.api.peer.PeerTransport;
import org.edgeorchestration.api.scoring.ScoreProvider;
import org.edgeorchestration.api.service.ServiceManager;
import org.edgeorchestration.api.service.ServiceManager.Subscription;
import org.edgeorchestration.api.service.StatusDelivery;
import org.edgeorchestration.peer.client.PeerClient;
import org.edgeorchestration.peer.server.Nobody;
import org.edgeorchestration.peer.server.OutputRelay;
import org.edgeorchestration.peer.server.PeerServer;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
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

/**
 * The wire between nodes, both halves of it. Active only while it listens.
 *
 * <p>It registers its services itself, when it is whole: the service manager, which it needs, makes use of them in turn, and
 * would otherwise ask for this component while it is being made.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = FleetWire.PID)
@Designate(ocd = FleetWire.Config.class)
@Capability(namespace = "osgi.service", effective = "active", attribute = FleetWire.SERVICES)
public final class FleetWire {
    static final String PID = "org.edgeorchestration.peer";
    static final String SERVICES = "objectClass:List<String>='org.edgeorchestration.api.peer.PeerCalls,"
            + "org.edgeorchestration.api.peer.PeerTransport,org.edgeorchestration.api.service.StatusDelivery'";

    private static final Logger LOG = LoggerFactory.getLogger(FleetWire.class);
    private static final long SWEEP_MS = 1_000;
    private static final long SHIP_MS = 250;

    @ObjectClassDefinition(name = "Wire between nodes")
    @interface Config {
        @AttributeDefinition(description = "TCP port to listen on for other nodes, and to call them on")
        int port() default 56_002;

        @AttributeDefinition(description = "What to do with nodes that speak plaintext: refuse, or accept")
        String plaintext_peers() default "refuse";

        @AttributeDefinition(description = "Whether to speak mutual TLS to nodes that do: on, or off")
        String secure() default "off";

        @AttributeDefinition(
                description = "Directory of ca-crt.pem, hen-crt.pem and hen-key.pem; empty means certs in the state"
                        + " directory")
        String tls_directory() default "";

        @AttributeDefinition(
                description =
                        "File with the passphrase of tokens that Go nodes in secure mode ask for; empty means none")
        String jwt_key_file() default "";
    }

    private final OutputRelay output = new OutputRelay();
    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();
    private final Optional<PeerClient> client;
    private final PeerServer server;
    private final Subscription subscription;
    private final ScheduledExecutorService scheduler;

    /**
     * Listens, and speaks to others if there is a key.
     *
     * @throws IllegalArgumentException when the configuration is wrong; the message says what and what to write
     * @throws IllegalStateException when the port cannot be had
     */
    @Activate
    public FleetWire(
            Config config,
            BundleContext context,
            @Reference LocalNode self,
            @Reference KeyStore keys,
            @Reference Threads threads,
            @Reference Ticker ticker,
            @Reference InstantSource time,
            @Reference ScoreProvider scores,
            @Reference PeerRequests requests,
            @Reference ServiceManager services) {
        WireSettings settings = WireSettings.of(config, self);
        client = keys.key().map(key -> new PeerClient(settings.client(), self, key, threads, ticker, time, requests));
        // Before the first order can come in, or its output would be missed.
        subscription = services.subscribe(output);
        try {
            Nobody nobody = new Nobody();
            server = new PeerServer(
                    settings.server(),
                    self,
                    keys.key(),
                    ticker,
                    scores,
                    requests,
                    client.isPresent() ? client.get() : nobody,
                    client.map(PeerClient::goNotifications).orElse(nobody),
                    output);
        } catch (RuntimeException e) {
            subscription.close();
            client.ifPresent(PeerClient::close);
            throw e;
        }
        scheduler = threads.scheduler("peer");
        try {
            open(context);
        } catch (RuntimeException e) {
            close(); // or the port would not be free the next time
            throw e;
        }
        every(SWEEP_MS, server::sweep);
        client.map(sender -> sender.shipper(output)).ifPresent(shipper -> every(SHIP_MS, () -> output.ship(shipper)));
        LOG.info(
                "other nodes may call on port {} (plaintext.peers={} secure={})",
                server.port(),
                config.plaintext_peers(),
                config.secure());
    }

    private void open(BundleContext context) {
        registrations.add(context.registerService(PeerCalls.class, server.calls(), null));
        client.ifPresentOrElse(
                sender -> {
                    registrations.add(context.registerService(StatusDelivery.class, sender.delivery(output), null));
                    registrations.add(context.registerService(PeerTransport.class, sender.transport(), null));
                    sender.start();
                },
                () -> LOG.warn("this node has no key and runs alone: edge:key-create makes one"));
    }

    private void every(long milliseconds, Runnable task) {
        Runnable guarded = () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.error("a turn of the wire failed; the next one comes", e);
            }
        };
        Future<?> unused = scheduler.scheduleWithFixedDelay(guarded, milliseconds, milliseconds, TimeUnit.MILLISECONDS);
    }

    /** A way of hearing of other nodes has come. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addDiscovery(Discovery discovery) {
        client.ifPresent(sender -> sender.add(discovery));
    }

    /** A way of hearing of other nodes has gone. */
    void removeDiscovery(Discovery discovery) {
        client.ifPresent(sender -> sender.remove(discovery));
    }

    /** The port it listens on. */
    int port() {
        return server.port();
    }

    /** Takes nothing more in, and ends what is on its way. */
    @Deactivate
    void close() {
        registrations.forEach(ServiceRegistration::unregister);
        scheduler.shutdownNow();
        subscription.close();
        try {
            server.close();
        } finally {
            client.ifPresent(PeerClient::close);
        }
    }
}
