// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;

/**
 * Finds the addresses of callback receivers and hands on only those that may be called: the connection goes to the very address that
 * was looked at, so that a name cannot change its meaning in between.
 */
final class PinnedAddresses implements SocketAddressResolver {
    private static final byte[] LOOPBACK4 = {127, 0, 0, 1};
    private static final byte[] LOOPBACK6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    private final CallbackTargets targets;
    private final ExecutorService names;

    /** @param names asks name servers, which may be slow: nothing else waits for it */
    PinnedAddresses(CallbackTargets targets, ExecutorService names) {
        this.targets = targets;
        this.names = names;
    }

    @Override
    public void resolve(String host, int port, Promise<List<InetSocketAddress>> promise) {
        try {
            Optional<InetAddress> literal = IpLiteral.parse(host);
            if (literal.isPresent()) {
                pin(host, port, List.of(literal.get()), promise);
            } else if (CallbackTargets.localhost(host)) {
                pin(host, port, loopback(host), promise);
            } else {
                names.execute(() -> lookUp(host, port, promise));
            }
        } catch (UnknownHostException | RejectedExecutionException e) {
            promise.failed(e);
        }
    }

    private void lookUp(String host, int port, Promise<List<InetSocketAddress>> promise) {
        try {
            pin(host, port, List.of(InetAddress.getAllByName(host)), promise);
        } catch (UnknownHostException e) {
            promise.failed(new UnknownHostException("no name server knows " + host));
        }
    }

    /** All addresses must be allowed: a name with one good and one bad address is bad. */
    private void pin(String host, int port, List<InetAddress> found, Promise<List<InetSocketAddress>> promise) {
        List<InetSocketAddress> pinned = new ArrayList<>();
        for (InetAddress address : found) {
            Optional<String> refusal = targets.refusal(host, port, address);
            if (refusal.isPresent()) {
                promise.failed(new IOException(refusal.get()));
                return;
            }
            pinned.add(new InetSocketAddress(address, port));
        }
        promise.succeeded(pinned);
    }

    /** Addresses bear the name they were looked up by, as those of the name servers do: it is what a certificate must be for. */
    private static List<InetAddress> loopback(String name) throws UnknownHostException {
        return List.of(InetAddress.getByAddress(name, LOOPBACK4), InetAddress.getByAddress(name, LOOPBACK6));
    }
}
