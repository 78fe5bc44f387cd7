// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.UriInfo;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.OutputLine;
import org.edgeorchestration.api.service.ServiceManager;
import org.jspecify.annotations.Nullable;

/** One execution. */
@Path(ServicesResource.PATH + "/{id}")
@Produces(MediaType.APPLICATION_JSON)
public final class ExecutionResource {
    private static final String TEXT = "text/plain; charset=UTF-8";

    private final ServiceManager services;
    private final Followers followers;

    ExecutionResource(ServiceManager services, Followers followers) {
        this.services = services;
        this.followers = followers;
    }

    /** Where it stands. */
    @GET
    public ServiceJson status(@PathParam("id") String id) {
        return ServiceJson.of(known(id, services.service(id(id))));
    }

    /** Why it runs where it runs. */
    @GET
    @Path("placement")
    public PlacementJson placement(@PathParam("id") String id) {
        return PlacementJson.of(known(id, services.placement(id(id))));
    }

    /** Asks it to end. */
    @DELETE
    public Response stop(@PathParam("id") String id) {
        ExecutionId execution = id(id);
        if (!services.stop(execution)) {
            throw unknown(id);
        }
        return Response.accepted(ServiceJson.of(known(id, services.service(execution))))
                .build();
    }

    /** What it wrote; with {@code follow} also what it writes, until its end. */
    @GET
    @Path("logs")
    public Handover logs(@PathParam("id") String id, @Context UriInfo uri, @QueryParam("tail") @Nullable String tail) {
        ExecutionId execution = id(id);
        List<OutputLine> lines = known(id, services.output(execution));
        int last = Parameters.number("tail", tail, Integer.MAX_VALUE);
        if (Parameters.flag("follow", uri)) {
            followers.enter();
            return new Handover.Flowing(TEXT, LogFeed.follow(services, execution, last, followers::leave));
        }
        byte[] text = LogFeed.text(LogFeed.tail(lines, last)).getBytes(StandardCharsets.UTF_8);
        return Handover.now(new Answer(200, TEXT, Map.of(), text));
    }

    private static ExecutionId id(String text) {
        try {
            return new ExecutionId(text);
        } catch (IllegalArgumentException e) {
            throw unknown(text);
        }
    }

    private static <T> T known(String id, Optional<T> found) {
        return found.orElseThrow(() -> unknown(id));
    }

    private static RuntimeException unknown(String id) {
        // By code points: half a surrogate pair could not be written as UTF-8.
        String shown = id.length() <= 64 ? id : id.substring(0, id.offsetByCodePoints(0, 32)) + "…";
        return Problem.notFound("no execution " + shown + " is known here").thrown();
    }
}
