// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.MediaType;
import org.edgeorchestration.api.node.LocalNode;
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

    NodesResource(ServiceManager services, LocalNode self, ScoreProvider scores, InstantSource time) {
        this.services = services;
        this.self = self;
        this.scores = scores;
        this.time = time;
    }

    /** All of them, this one first. */
    @GET
    public List<NodeJson> list() {
        return services.nodes().stream()
                .map(node -> node.id().equals(self.id()) ? NodeJson.self(node, rating()) : NodeJson.other(node))
                .toList();
    }

    private Optional<Rating> rating() {
        return scores.sample()
                .map(sample -> new Rating(
                        scores.fitness(sample.resources(), Duration.ZERO).value(),
                        Duration.between(sample.taken(), time.instant())));
    }
}
