// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.GET;
import javax.ws.rs.HeaderParam;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.UriInfo;
import org.edgeorchestration.api.service.ServiceManager;
import org.edgeorchestration.api.service.ServiceRequest;
import org.edgeorchestration.api.service.ServiceStatus;
import org.edgeorchestration.rest.RequestReader.Reading;
import org.jspecify.annotations.Nullable;

/** Asking for services, and the list of them. */
@Path(ServicesResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
public final class ServicesResource {
    static final String PATH = "/api/v1/orchestration/services";

    private static final List<String> STATUSES =
            List.of("Accepted", "Pulling", "Started", "Finished", "Failed", "Stopped", "Lost");

    private final ServiceManager services;
    private final CallbackTargets callbacks;

    ServicesResource(ServiceManager services, CallbackTargets callbacks) {
        this.services = services;
        this.callbacks = callbacks;
    }

    /** Runs a service; with {@code dryRun} only tells where it would run. */
    @POST
    public Handover request(
            byte[] body,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey,
            @Context UriInfo uri,
            @Context HttpServletRequest call) {
        Reading reading = RequestReader.read(body, Parameters.idempotencyKey(idempotencyKey));
        if (reading instanceof Reading.Incomplete incomplete) {
            return Handover.now(ServicesReply.incomplete(incomplete.reason(), incomplete.serviceName()));
        }
        if (reading instanceof Reading.Malformed malformed) {
            return Handover.now(ServicesReply.malformed(malformed.reason()));
        }
        ServiceRequest request = ((Reading.Complete) reading).request();
        Optional<String> refusal = request.statusCallback()
                .flatMap(to -> callbacks.refusal(to.getHost(), CallbackUri.port(to), Gate.fromThisHost(call)));
        if (refusal.isPresent()) {
            return Handover.now(ServicesReply.malformed("StatusCallbackURI: " + refusal.get()));
        }
        return new Handover.Later(Parameters.flag("dryRun", uri) ? place(request) : run(request));
    }

    private CompletionStage<Answer> run(ServiceRequest request) {
        return services.request(request).thenApply(outcome -> ServicesReply.of(outcome, request.serviceName()));
    }

    private CompletionStage<Answer> place(ServiceRequest request) {
        return services.place(request).thenApply(placement -> Answer.json(200, PlacementJson.of(placement)));
    }

    /** All executions this node knows of, newest first; with {@code status} only those in that one. */
    @GET
    public List<ServiceJson> list(@QueryParam("status") @Nullable String status) {
        return services.services().stream()
                .filter(in(status))
                .map(ServiceJson::of)
                .toList();
    }

    private static Predicate<ServiceStatus> in(@Nullable String word) {
        if (word == null) {
            return service -> true;
        }
        if (!STATUSES.contains(word)) {
            throw Problem.badRequest("status must be one of " + String.join(", ", STATUSES))
                    .thrown();
        }
        return service -> service.status().word().equals(word);
    }
}
