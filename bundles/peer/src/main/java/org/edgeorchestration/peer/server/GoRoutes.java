// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.server;

import java.net.InetAddress;
import java.util.Optional;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.execution.Refusal;
import org.edgeorchestration.api.node.ExecutionType;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.peer.Origin;
import org.edgeorchestration.api.peer.PeerAnswer;
import org.edgeorchestration.api.peer.PeerCall;
import org.edgeorchestration.api.peer.PeerRequests;
import org.edgeorchestration.api.peer.Reception;
import org.edgeorchestration.peer.server.GoDialect.Opened;
import org.edgeorchestration.peer.wire.Encoding;
import org.edgeorchestration.peer.wire.InfoJson;
import org.edgeorchestration.peer.wire.Json;
import org.edgeorchestration.peer.wire.NotificationJson;
import org.edgeorchestration.peer.wire.OrderJson;
import org.edgeorchestration.peer.wire.ReplyAddress;
import org.edgeorchestration.peer.wire.ResourceJson;
import org.edgeorchestration.peer.wire.ScoreJson;
import org.edgeorchestration.peer.wire.StatusAnswer;
import org.edgeorchestration.peer.wire.UnreadableBody;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers what nodes of the Go project ask (specification, sections 2.5 to 2.9), with 400 where one of them would close the
 * connection.
 */
final class GoRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(GoRoutes.class);
    private static final int MALFORMED = 400;
    private static final int FAILED = 500;

    private final GoDialect dialect;
    private final GoScores scores;
    private final PeerRequests requests;
    private final Acquaintances acquaintances;
    private final GoNotifications notifications;

    GoRoutes(
            GoDialect dialect,
            GoScores scores,
            PeerRequests requests,
            Acquaintances acquaintances,
            GoNotifications notifications) {
        this.dialect = dialect;
        this.scores = scores;
        this.requests = requests;
        this.acquaintances = acquaintances;
        this.notifications = notifications;
    }

    /** The answer to a call of a route that has the call's method. */
    PeerAnswer answer(Route route, PeerCall call, Door door) throws Unopened {
        try {
            return switch (route) {
                case SCORE -> score(call);
                case RESOURCE -> resource(call);
                case SERVICES -> services(call, door);
                case NOTIFICATION -> notification(call);
                case INFO -> dialect.answer(dialect.open(call), InfoJson.of(requests.self()));
                case REGISTER -> register(call);
                case PING, EXECUTION -> Answers.notFound();
            };
        } catch (UnreadableBody e) {
            LOG.debug("peer={} sent a malformed body: {}", call.from().getAddress(), e.what());
            return Answers.empty(MALFORMED);
        }
    }

    private PeerAnswer score(PeerCall call) throws Unopened, UnreadableBody {
        Opened question = dialect.open(call);
        Optional<NodeId> asking = asking(call, question);
        return dialect.answer(question, ScoreJson.ofGo(scores.score(asking)).write());
    }

    /**
     * A Go node that gets an error from one candidate closes the connection of the application that asked it (specification, section
     * 9.2, row 13). So one whose plaintext is refused learns that there is nothing here for it, which tells nobody anything.
     */
    private PeerAnswer resource(PeerCall call) throws Unopened, UnreadableBody {
        if (dialect.refuses(call)) {
            return Answers.of(200, Json.bytes(ResourceJson.none()));
        }
        Opened question = dialect.open(call);
        return scores.resources(asking(call, question))
                .map(json -> dialect.answer(question, json))
                .orElseGet(() -> Answers.empty(FAILED));
    }

    private Optional<NodeId> asking(PeerCall call, Opened question) throws UnreadableBody {
        Optional<NodeId> asking = nodeId(ScoreJson.asking(question.json()));
        if (question.encoding() == Encoding.SEALED) {
            asking.ifPresent(id -> acquaintances.heard(id, call.from().getAddress()));
        }
        return asking;
    }

    private PeerAnswer services(PeerCall call, Door door) throws Unopened, UnreadableBody {
        Opened opened = dialect.openOnce(call);
        OrderJson.OfGo order = OrderJson.readGo(opened.json(), door == Door.SEED_ERA);
        InetAddress from = call.from().getAddress();
        ReplyAddress reply =
                new ReplyAddress.OfGo(from, door.port(), call.secure(), opened.encoding(), order.serviceId());
        if (refused(order.order(), from, reply)) {
            return Answers.empty(MALFORMED);
        }
        LOG.info(
                "execution={} service={} type={} ordered by Go node {}",
                order.order().id(),
                order.order().serviceName(),
                order.order().type(),
                from);
        return dialect.answer(opened, StatusAnswer.STARTED_BY_GO.write());
    }

    /**
     * Whether nothing will run. A Go node tells nobody of a refusal, so orders are taken or wait; but it expects one, as Go nodes
     * check, for words that must not run and are no container's (specification, section 2.5).
     */
    private boolean refused(ExecutionOrder order, InetAddress from, ReplyAddress reply) {
        Origin deaf = new Origin(Optional.empty(), from, reply.uri(), false);
        if (order.type().equals(ExecutionType.CONTAINER)) {
            return requests.host(order, deaf) instanceof Reception.Refused;
        }
        Origin hearing = new Origin(Optional.empty(), from, reply.uri(), true);
        if (!(requests.host(order, hearing) instanceof Reception.Refused no)) {
            return false;
        }
        if (no.refusal().kind() == Refusal.Kind.BUSY) {
            return requests.host(order, deaf) instanceof Reception.Refused;
        }
        LOG.info(
                "execution={} service={} ordered by Go node {} is refused: {}",
                order.id(),
                order.serviceName(),
                from,
                no.refusal().reason());
        return true;
    }

    private PeerAnswer notification(PeerCall call) throws Unopened, UnreadableBody {
        Opened opened = dialect.openOnce(call);
        NotificationJson news = NotificationJson.read(opened.json());
        boolean known =
                notifications.notified(call.from().getAddress(), opened.encoding(), news.serviceId(), news.status());
        return Answers.empty(known ? 200 : FAILED);
    }

    /** A relay's word about a third node: nothing follows from it. */
    private PeerAnswer register(PeerCall call) throws Unopened {
        dialect.open(call);
        return Answers.empty(200);
    }

    private static Optional<NodeId> nodeId(String text) {
        try {
            return Optional.of(new NodeId(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
