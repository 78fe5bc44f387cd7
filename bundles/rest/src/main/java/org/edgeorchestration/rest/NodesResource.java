// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.MediaType;
import org.edgeorchestration.api.node.LocalNode;
import org.edgeorchestration.api.peer.Peer;
import org.edgeorchestration.api.peer.PeerTransport;
import org.edgeorchestration.api.scoring.Score;
import org.edgeorchestration.api.scoring.ScoreProvider;
import org.edgeorchestration.api.service.ServiceManager;
import org.edgeorchestration.rest.NodeJson.Rating;

/** The nodes that take part. */
@Path("/api/v1/orchestration/nodes")
@Produces(MediaType.APPLICATION_JSON)
public final class NodesResource {
    private final ServiceManager services;
    private final LocalNode self;
    private final ScoreProvider scores;
    private final InstantSource time;
    private final Supplier<Optional<PeerTransport>> transport;

    /** @param transport the way to other nodes, while there is one */
    NodesResource(
            ServiceManager services,
            LocalNode self,
            ScoreProvider scores,
            InstantSource time,
            Supplier<Optional<PeerTransport>> transport) {
        this.services = services;
        this.self = self;
        this.scores = scores;
        this.time = time;
        this.transport = transport;
    }

    /** All of them, this one first. */
    @GET
    public List<NodeJson> list() {
        Stream<NodeJson> here = services.nodes().stream()
                .filter(node -> node.id().equals(self.id()))
                .map(node -> NodeJson.self(node, rating()));
        Stream<NodeJson> others = transport.get().stream()
                .flatMap(way -> way.peers().stream())
                .map(peer -> NodeJson.peer(peer, rating(peer)));
        return Stream.concat(here, others).toList();
    }

    private Optional<Rating> rating() {
        return scores.sample()
                .map(sample -> new Rating(
                        scores.fitness(sample.resources(), Duration.ZERO).value(),
                        Duration.between(sample.taken(), time.instant())));
    }

    private Optional<Rating> rating(Peer peer) {
        return peer.load()
                .flatMap(load -> load.resources()
                        .map(resources ->
                                scores.fitness(resources, peer.roundTrip().orElse(Duration.ZERO)))
                        .map(Score::value)
                        .or(() -> load.goScore().stream().boxed().findFirst()))
                .map(score -> new Rating(score, peer.loadAge()));
    }
}
