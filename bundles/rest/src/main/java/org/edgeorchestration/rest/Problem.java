// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import java.util.Optional;

/**
 * Why a request gets no answer to what it asked.
 *
 * @param status the status code, 4xx or 5xx
 * @param message a short code for programs
 * @param reason what is wrong and what to do about it, a sentence for people
 */
record Problem(int status, String message, String reason) {

    /** The body of the answer. */
    private record Body(String message, String reason) {}

    static Problem badRequest(String reason) {
        return new Problem(400, "INVALID_PARAMETER", reason);
    }

    static Problem foreignPage(String reason) {
        return new Problem(403, "FORBIDDEN", reason);
    }

    static Problem notFound(String reason) {
        return new Problem(404, "NOT_FOUND", reason);
    }

    static Problem foreignCaller() {
        return new Problem(
                406,
                "NOT_ACCEPTABLE",
                "this node does not take requests from your address; its configuration key 'callers' says from where it does");
    }

    static Problem slow() {
        return new Problem(408, "REQUEST_TIMEOUT", "the request did not arrive whole in time");
    }

    static Problem tooLarge(int limit) {
        return new Problem(413, "TOO_LARGE", "a request body is at most " + limit + " bytes");
    }

    static Problem busy(String reason) {
        return new Problem(429, "BUSY", reason);
    }

    static Problem bug() {
        return new Problem(500, "INTERNAL_SERVER_ERROR", "this node failed; its log says how");
    }

    static Problem late() {
        return new Problem(
                503, "UNAVAILABLE", "no answer in time; ask again, with an Idempotency-Key if it must not run twice");
    }

    /** For a status that needs no words of its own. */
    static Problem of(int status) {
        return switch (status) {
            case 404 -> notFound("no such path; /openapi.json lists those there are");
            case 405 -> new Problem(405, "METHOD_NOT_ALLOWED", "not with this method; see the header Allow");
            case 408 -> slow();
            case 413 -> new Problem(413, "TOO_LARGE", "the request is too large");
            case 414 -> new Problem(414, "TOO_LARGE", "the address is too long");
            case 417 -> new Problem(417, "BAD_REQUEST", "of the expectations only 100-continue can be met");
            case 426 -> new Problem(426, "NOT_SUPPORTED", "this node speaks HTTP/1.1");
            case 501 -> new Problem(501, "NOT_SUPPORTED", "of the transfer codings only chunked is supported");
            case 505 -> new Problem(505, "NOT_SUPPORTED", "this node speaks HTTP/1.1");
            case 431 -> new Problem(431, "TOO_LARGE", "the request's header is too large");
            default ->
                status < 500
                        ? new Problem(status, "BAD_REQUEST", "this is no HTTP request that can be answered")
                        : bug();
        };
    }

    Answer answer() {
        Answer answer = Answer.json(status, new Body(message, reason));
        return status == 429 ? answer.with("Retry-After", "1") : answer;
    }

    /** How deep layers give up on a request; the bundle's only exception for callers' mistakes. */
    RuntimeException thrown() {
        return new Thrown(this);
    }

    /** The problem that {@link #thrown} packed. */
    static Optional<Problem> in(Throwable failure) {
        return failure instanceof Thrown thrown ? Optional.of(thrown.problem) : Optional.empty();
    }

    private static final class Thrown extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Problem problem;

        Thrown(Problem problem) {
            super(problem.reason(), null, false, false);
            this.problem = problem;
        }
    }
}
