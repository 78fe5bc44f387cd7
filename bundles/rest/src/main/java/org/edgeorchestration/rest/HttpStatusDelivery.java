// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import org.edgeorchestration.api.node.LocalNode;
import org.edgeorchestration.api.node.Threads;
import org.edgeorchestration.api.service.ServiceStatus;
import org.edgeorchestration.api.service.StatusDelivery;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Reports statuses by {@code POST}. A receiver that hangs holds neither a thread nor the callbacks of another one. */
@Component(configurationPid = {RestServer.PID, "org.edgeorchestration.service.manager"})
public final class HttpStatusDelivery implements StatusDelivery {
    /** How many callbacks are on their way at one time, to all receivers together. */
    static final int IN_FLIGHT = 1_024;

    private static final int CLIENT_THREADS = 4;
    private static final int CLIENT_TASKS = 4 * IN_FLIGHT;
    private static final int NAME_THREADS = 4;
    private static final int NAMES_WAITING = 64;

    /** Keys of both configurations; the other ones are {@link RestServer.Config}'s and the service manager's. */
    @interface Config {
        /** Where this node listens to applications: there it takes no callbacks. */
        int port() default 56_001;

        /** Signs callbacks (header {@code Edge-Signature}); empty: they are not signed. */
        String callback_secret() default "";
    }

    private final CallbackTargets targets;
    private final Signature signature;
    private final ExecutorService names;
    private final ExecutorService pool;
    private final Semaphore free = new Semaphore(IN_FLIGHT);
    private Optional<CallbackClient> client = Optional.empty();
    private boolean closed;

    @Activate
    public HttpStatusDelivery(Config config, @Reference LocalNode self, @Reference Threads threads) {
        targets = CallbackTargets.of(self, config.port());
        signature = new Signature(config.callback_secret());
        names = threads.pool("callback-names", NAME_THREADS, NAMES_WAITING);
        pool = threads.pool("callback", CLIENT_THREADS, CLIENT_TASKS);
    }

    @Override
    public CompletionStage<Void> deliver(URI receiver, ServiceStatus status) {
        Acknowledgement acknowledgement = new Acknowledgement(receiver);
        Optional<URI> uri = CallbackUri.parse(receiver.toString());
        Optional<String> refusal = uri.isEmpty()
                ? Optional.of("it is no absolute http or https URI")
                : targets.refusal(receiver.getHost(), CallbackUri.port(receiver), true);
        if (refusal.isPresent()) {
            acknowledgement.fail(refusal.get(), null);
        } else if (!free.tryAcquire()) {
            acknowledgement.fail(IN_FLIGHT + " callbacks are on their way already", null);
        } else {
            post(receiver, Json.bytes(StatusJson.of(status)), acknowledgement);
        }
        return acknowledgement.stage();
    }

    private void post(URI receiver, byte[] body, Acknowledgement acknowledgement) {
        acknowledgement.stage().whenComplete((done, failure) -> free.release());
        try {
            client().post(receiver, body, signature.of(body), acknowledgement);
        } catch (RuntimeException e) {
            acknowledgement.fail(String.valueOf(e.getMessage()), e);
        }
    }

    /** Made at the first callback: most nodes never need it. */
    private synchronized CallbackClient client() {
        if (closed) {
            throw new IllegalStateException("this node is stopping");
        }
        CallbackClient made = client.orElseGet(() -> new CallbackClient(new PinnedAddresses(targets, names), pool));
        client = Optional.of(made);
        return made;
    }

    /** Ends what is on its way. */
    @Deactivate
    void close() {
        Optional<CallbackClient> last;
        synchronized (this) {
            closed = true;
            last = client;
        }
        last.ifPresent(CallbackClient::close);
        pool.shutdownNow();
        names.shutdownNow();
    }
}
