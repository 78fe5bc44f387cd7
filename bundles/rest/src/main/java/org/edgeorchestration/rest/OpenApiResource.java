// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.MediaType;

/** The description of this interface, the same that stands in {@code doc/edge_orchestration_api.yaml}. */
@Path("/openapi.json")
@Produces(MediaType.APPLICATION_JSON)
public final class OpenApiResource {

    /** The document. */
    @GET
    public Handover document() {
        try (InputStream document = OpenApiResource.class.getResourceAsStream("/openapi.json")) {
            return Handover.now(new Answer(
                    200, Answer.JSON, Map.of(), Objects.requireNonNull(document).readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException("the bundle's own openapi.json cannot be read", e);
        }
    }
}
