// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import java.util.ArrayList;
import java.util.List;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.edgeorchestration.api.node.LocalNode;
import org.edgeorchestration.api.scoring.ScoreProvider;
import org.edgeorchestration.api.service.ServiceManager;

/** Whether this node can do its job. */
@Path("/api/v1/orchestration/health")
@Produces(MediaType.APPLICATION_JSON)
public final class HealthResource {
    private final ServiceManager services;
    private final LocalNode self;
    private final ScoreProvider scores;

    /** @param missing what keeps the node from working, sentences for people; empty when nothing does */
    record Health(boolean ready, List<String> missing) {}

    HealthResource(ServiceManager services, LocalNode self, ScoreProvider scores) {
        this.services = services;
        this.self = self;
        this.scores = scores;
    }

    /** 200 when nothing is missing, else 503. */
    @GET
    public Response health() {
        List<String> missing = new ArrayList<>();
        if (services.nodes().stream()
                .filter(node -> node.id().equals(self.id()))
                .allMatch(node -> node.executionTypes().isEmpty())) {
            missing.add("an executor: no container engine answers, and native execution is not available");
        }
        if (scores.sample().isEmpty()) {
            missing.add("a score: this machine has not been measured yet");
        }
        return Response.status(missing.isEmpty() ? 200 : 503)
                .entity(new Health(missing.isEmpty(), missing))
                .build();
    }
}
