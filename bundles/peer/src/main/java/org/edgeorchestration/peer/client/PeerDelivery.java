// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionStatus;
import org.edgeorchestration.api.peer.Report;
import org.edgeorchestration.api.service.ServiceStatus;
import org.edgeorchestration.api.service.StatusDelivery;
import org.edgeorchestration.peer.server.PendingOutput;
import org.edgeorchestration.peer.server.Shipper;
import org.edgeorchestration.peer.wire.NotificationJson;
import org.edgeorchestration.peer.wire.ReplyAddress;
import org.edgeorchestration.peer.wire.ReportJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the nodes that ordered executions here what becomes of them, each in its own words. */
final class PeerDelivery implements StatusDelivery, Shipper {
    private static final Logger LOG = LoggerFactory.getLogger(PeerDelivery.class);
    // a status may have to wait for a parcel of output that is on its way: both together stay under ten seconds
    private static final Duration WITHIN = Duration.ofSeconds(4);

    /** The second says that it does not wait for it, or not any more: saying it again would not help. */
    private static final List<Integer> GO_HEARD =
            List.of(HttpURLConnection.HTTP_OK, HttpURLConnection.HTTP_INTERNAL_ERROR);

    private final PeerTable table;
    private final Lookout lookout;
    private final Speaker speaker;
    private final PendingOutput output;
    private final PeerLog log;

    PeerDelivery(PeerTable table, Lookout lookout, Speaker speaker, PendingOutput output, PeerLog log) {
        this.table = table;
        this.lookout = lookout;
        this.speaker = speaker;
        this.output = output;
        this.log = log;
    }

    @Override
    public Set<String> schemes() {
        return Set.of(ReplyAddress.SCHEME);
    }

    @Override
    public CompletionStage<Void> deliver(URI receiver, ServiceStatus status) {
        ReplyAddress address;
        try {
            address = ReplyAddress.parse(receiver);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(new IOException(Failures.words(e), e));
        }
        CompletableFuture<Void> delivered = address instanceof ReplyAddress.OfOurs ours
                ? toOurs(ours, status)
                : toGo((ReplyAddress.OfGo) address, status);
        return delivered.exceptionallyCompose(failure -> CompletableFuture.failedFuture(new IOException(
                receiver + " was not told of execution " + status.id() + ": " + Failures.words(failure),
                Failures.cause(failure))));
    }

    private CompletableFuture<Void> toOurs(ReplyAddress.OfOurs to, ServiceStatus status) {
        return output.take(status.id())
                .thenCompose(parcel -> report(
                        to,
                        parcel,
                        new ReportJson(
                                status.id(),
                                new Report(parcel.lines(), Optional.of(status.status())),
                                status.sequence())))
                .toCompletableFuture();
    }

    @Override
    public void ship(ReplyAddress.OfOurs to, ExecutionId execution, PendingOutput.Parcel parcel) {
        CompletableFuture<Void> unused = report(
                        to, parcel, new ReportJson(execution, new Report(parcel.lines(), Optional.empty()), 0))
                .exceptionally(failure -> {
                    LOG.debug("node={} execution={} has not got output yet", to.node(), execution, failure);
                    return null;
                });
    }

    private CompletableFuture<Void> report(ReplyAddress.OfOurs to, PendingOutput.Parcel parcel, ReportJson report) {
        return wire(to).map(wire -> wire.report(report, WITHIN))
                .orElseGet(() -> CompletableFuture.failedFuture(new IOException(to.node() + " is not there now")))
                .whenComplete((known, failure) -> {
                    if (failure == null) {
                        parcel.sent();
                    } else {
                        parcel.failed();
                    }
                })
                .thenAccept(known -> {
                    if (!known) {
                        LOG.info(
                                "node={} execution={} nobody waits for its news any more",
                                to.node(),
                                report.execution());
                    }
                });
    }

    /** The way to the node, which may have moved; it is looked for where its order came from when it is not there. */
    private Optional<OurWire> wire(ReplyAddress.OfOurs to) {
        Optional<OurWire> wire = table.find(to.node())
                .map(KnownPeer::state)
                .filter(state -> !state.vitals().gone())
                .flatMap(state -> state.wire() instanceof OurWire ours ? Optional.of(ours) : Optional.empty());
        if (wire.isEmpty()) {
            lookout.heard(to.node(), to.address());
        }
        return wire;
    }

    /** Go nodes understand ends alone, and two kinds of them (specification, section 5.1). */
    private CompletableFuture<Void> toGo(ReplyAddress.OfGo to, ServiceStatus status) {
        if (!status.status().terminal()) {
            return CompletableFuture.completedFuture(null);
        }
        String word = status.status() instanceof ExecutionStatus.Finished ? "Finished" : "Failed";
        Endpoint endpoint = new Endpoint(to.address(), to.port(), to.tls());
        return new GoCalls(speaker, endpoint, to.encoding())
                .tell(
                        "POST",
                        Routes.notification(to.serviceId()),
                        new NotificationJson(to.serviceId(), word).write(),
                        WITHIN)
                .thenCompose(reply -> heard(to, reply));
    }

    private CompletableFuture<Void> heard(ReplyAddress.OfGo to, Reply reply) {
        if (isSwallowed(to, reply)) {
            log.wantsToken(to.address());
            return CompletableFuture.failedFuture(
                    new IOException("it wants a token that it accepts: set " + PeerLog.TOKEN_SETTING));
        }
        return GO_HEARD.contains(reply.status())
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.failedFuture(new IOException("it answers " + reply.status()));
    }

    /** The filter of secure mode says 200 too, but not what every other answer says (specification, sections 1.2 and 7.3). */
    private static boolean isSwallowed(ReplyAddress.OfGo to, Reply reply) {
        return to.tls()
                && reply.status() == HttpURLConnection.HTTP_OK
                && reply.header("content-type").isEmpty();
    }
}
