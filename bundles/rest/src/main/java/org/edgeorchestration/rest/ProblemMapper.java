// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import javax.ws.rs.WebApplicationException;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.Response;
import javax.ws.rs.ext.ExceptionMapper;
import javax.ws.rs.ext.Provider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever a resource or JAX-RS itself throws into an answer that gives nothing away. */
@Provider
public final class ProblemMapper implements ExceptionMapper<Throwable> {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemMapper.class);

    @Override
    public Response toResponse(Throwable failure) {
        return Response.ok(Handover.now(answer(failure))).build();
    }

    private static Answer answer(Throwable failure) {
        if (failure instanceof WebApplicationException known) {
            Answer answer = Problem.of(known.getResponse().getStatus()).answer();
            String allow = known.getResponse().getHeaderString(HttpHeaders.ALLOW);
            return allow == null ? answer : answer.with(HttpHeaders.ALLOW, allow);
        }
        return Problem.in(failure)
                .orElseGet(() -> {
                    LOG.error("a request could not be answered", failure);
                    return Problem.bug();
                })
                .answer();
    }
}
