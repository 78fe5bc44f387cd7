// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.execution.Refusal;
import org.edgeorchestration.api.node.ExecutionType;
import org.edgeorchestration.api.node.Node;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.node.SharedKey;
import org.edgeorchestration.api.peer.Load;
import org.edgeorchestration.api.scoring.Resources;
import org.edgeorchestration.peer.wire.EdgePeer;
import org.edgeorchestration.peer.wire.Epoch;
import org.edgeorchestration.peer.wire.Json;
import org.edgeorchestration.peer.wire.KnownJson;
import org.edgeorchestration.peer.wire.NodeJson;
import org.edgeorchestration.peer.wire.OrderJson;
import org.edgeorchestration.peer.wire.PeerSeal;
import org.edgeorchestration.peer.wire.ReportJson;
import org.edgeorchestration.peer.wire.ScoreJson;
import org.edgeorchestration.peer.wire.StatusAnswer;
import org.edgeorchestration.peer.wire.UnreadableBody;

/** A node of this project, in so far as a caller can tell. */
final class OurWords implements TestNode.Words {
    private final Node node;
    private final PeerSeal seal;
    private final Epoch epoch = Epoch.random();
    private final Set<String> numbers = ConcurrentHashMap.newKeySet();
    private final Map<ExecutionId, ExecutionOrder> orders = new ConcurrentHashMap<>();
    private final List<ReportJson> reports = new CopyOnWriteArrayList<>();
    private final List<ExecutionId> stopped = new CopyOnWriteArrayList<>();
    private volatile Optional<Refusal> refusal = Optional.empty();
    private volatile boolean knows = true;
    volatile int running;
    volatile Set<NodeId> silent = Set.of();

    OurWords(NodeId id, InetAddress address, SharedKey key) {
        this.node = new Node(id, "linux", List.of(address), Set.of(ExecutionType.NATIVE), Set.of());
        this.seal = new PeerSeal(key);
    }

    OurWords refuses(Refusal why) {
        refusal = Optional.of(why);
        return this;
    }

    OurWords knowsNothing() {
        knows = false;
        return this;
    }

    Map<ExecutionId, ExecutionOrder> orders() {
        return orders;
    }

    List<ReportJson> reports() {
        return reports;
    }

    List<ExecutionId> stopped() {
        return stopped;
    }

    @Override
    public Optional<TestNode.Said> answer(TestNode.Heard call) throws UnreadableBody {
        String hint = new EdgePeer.Hint(node.id(), epoch).toString();
        if (call.path().equals(Routes.PING)) {
            return Optional.of(new TestNode.Said(200, Optional.of(hint), true, "Pong\n".getBytes(UTF_8)));
        }
        Optional<EdgePeer> header = call.edgePeer().flatMap(EdgePeer::parse);
        Optional<byte[]> plain = header.filter(said -> said.receiverEpoch().equals(epoch))
                .flatMap(said -> seal.openCall(call.method(), call.path(), node.id(), said, call.body()))
                .filter(opened -> numbers.add(
                        header.get().senderEpoch().value() + header.get().number()));
        if (plain.isEmpty()) {
            return Optional.of(new TestNode.Said(401, Optional.of(hint), true, new byte[0]));
        }
        ObjectNode answer = answer(call, Json.read(plain.get()));
        return Optional.of(TestNode.Said.plain(200, seal.sealAnswer(200, header.get(), Json.bytes(answer))));
    }

    private ObjectNode answer(TestNode.Heard call, ObjectNode body) throws UnreadableBody {
        if (call.path().equals(Routes.SCORE)) {
            return new ScoreJson(
                            OptionalDouble.of(1),
                            Optional.of(new NodeJson(node, "life-1")),
                            Optional.of(load()),
                            silent)
                    .write();
        }
        if (call.line().equals("POST " + Routes.SERVICES)) {
            ExecutionOrder order = OrderJson.readOurs(body);
            if (refusal.isEmpty()) {
                orders.put(order.id(), order);
                running = orders.size();
            }
            return new StatusAnswer(refusal, Optional.of(load())).write();
        }
        if (call.method().equals("DELETE")) {
            ExecutionId id = new ExecutionId(call.path().substring(Routes.SERVICES.length() + 1));
            stopped.add(id);
            return new KnownJson(orders.containsKey(id)).write();
        }
        reports.add(ReportJson.read(body));
        return new KnownJson(knows).write();
    }

    private Load load() {
        return new Load(
                Optional.of(new Resources(10, 4, 2_000, 1_000, 1L << 32, 1L << 31)),
                OptionalDouble.empty(),
                running,
                0,
                false);
    }
}
