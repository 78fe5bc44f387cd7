// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.server;

import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalDouble;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.execution.Refusal;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.peer.Origin;
import org.edgeorchestration.api.peer.PeerAnswer;
import org.edgeorchestration.api.peer.PeerCall;
import org.edgeorchestration.api.peer.PeerRequests;
import org.edgeorchestration.api.peer.Reception;
import org.edgeorchestration.peer.server.OurDialect.Opened;
import org.edgeorchestration.peer.wire.KnownJson;
import org.edgeorchestration.peer.wire.NodeJson;
import org.edgeorchestration.peer.wire.OrderJson;
import org.edgeorchestration.peer.wire.ReplyAddress;
import org.edgeorchestration.peer.wire.ReportJson;
import org.edgeorchestration.peer.wire.ScoreJson;
import org.edgeorchestration.peer.wire.StatusAnswer;
import org.edgeorchestration.peer.wire.UnreadableBody;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers what nodes of this project ask ({@code doc/peer-wire.md}). */
final class OurRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(OurRoutes.class);

    private final OurDialect dialect;
    private final GoScores scores;
    private final PeerRequests requests;
    private final Acquaintances acquaintances;
    private final OutputRelay output;

    OurRoutes(
            OurDialect dialect,
            GoScores scores,
            PeerRequests requests,
            Acquaintances acquaintances,
            OutputRelay output) {
        this.dialect = dialect;
        this.scores = scores;
        this.requests = requests;
        this.acquaintances = acquaintances;
        this.output = output;
    }

    /** The answer to a call of a route that has the call's method. */
    PeerAnswer answer(Route route, PeerCall call) throws Unopened {
        Opened opened = dialect.open(call);
        InetAddress from = call.from().getAddress();
        acquaintances.heard(opened.header().sender(), from);
        try {
            return switch (route) {
                case SCORE -> dialect.answer(opened, score(opened).write());
                case SERVICES -> dialect.answer(opened, services(opened, from).write());
                case NOTIFICATION -> dialect.answer(opened, report(opened, call).write());
                case EXECUTION -> dialect.answer(opened, stop(opened, call).write());
                case PING, RESOURCE, INFO, REGISTER -> dialect.notUnderstood(opened);
            };
        } catch (UnreadableBody e) {
            LOG.info("peer={} sent a malformed call: {}", opened.header().sender(), e.what());
            return dialect.notUnderstood(opened);
        }
    }

    private ScoreJson score(Opened call) {
        return new ScoreJson(
                OptionalDouble.of(scores.score(Optional.of(call.header().sender()))),
                Optional.of(new NodeJson(requests.self(), requests.life())),
                Optional.of(requests.load()),
                acquaintances.silent());
    }

    private StatusAnswer services(Opened call, InetAddress from) {
        try {
            ExecutionOrder order = OrderJson.readOurs(call.json());
            return host(order, call.header().sender(), from);
        } catch (UnreadableBody e) {
            return answer(Optional.of(Refusal.malformed(e.what())));
        }
    }

    private StatusAnswer host(ExecutionOrder order, NodeId sender, InetAddress from) {
        ReplyAddress.OfOurs reply = new ReplyAddress.OfOurs(sender, from);
        // Before it begins, or its first lines would be missed.
        boolean added = output.expect(order.id(), reply);
        Reception reception = requests.host(order, new Origin(Optional.of(sender), from, reply.uri(), true));
        if (reception instanceof Reception.Refused no) {
            if (added) {
                output.forget(order.id());
            }
            LOG.info(
                    "peer={} execution={} service={} refused: {}",
                    sender,
                    order.id(),
                    order.serviceName(),
                    no.refusal().reason());
            return answer(Optional.of(no.refusal()));
        }
        LOG.info("peer={} execution={} service={} taken", sender, order.id(), order.serviceName());
        return answer(Optional.empty());
    }

    private StatusAnswer answer(Optional<Refusal> refusal) {
        return new StatusAnswer(refusal, Optional.of(requests.load()));
    }

    private KnownJson report(Opened call, PeerCall at) throws UnreadableBody {
        ReportJson news = ReportJson.read(call.json());
        if (!news.execution().value().equals(Route.lastPart(at.path()))) {
            throw new UnreadableBody("the path names another execution than the body");
        }
        return new KnownJson(requests.report(call.header().sender(), news.execution(), news.report()));
    }

    private KnownJson stop(Opened call, PeerCall at) throws UnreadableBody {
        try {
            ExecutionId execution = new ExecutionId(Route.lastPart(at.path()));
            return new KnownJson(requests.stop(call.header().sender(), execution));
        } catch (IllegalArgumentException e) {
            throw new UnreadableBody("the path names no execution");
        }
    }
}
