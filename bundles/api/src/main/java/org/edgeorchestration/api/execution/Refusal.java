// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.api.execution;

/**
 * Why something asked for will not be done.
 *
 * @param kind whose move it is
 * @param message the short code of the answer's key {@code Message}, one of the Go project's where it has one
 * @param reason what is wrong and what to do about it, a sentence for people
 */
public record Refusal(Kind kind, String message, String reason) {

    /** The Go project's code for a request that lacks something or has it in the wrong form. */
    public static final String INVALID_PARAMETER = "INVALID_PARAMETER";

    /** What kind of refusal it is; the REST bundle turns it into a status code. */
    public enum Kind {
        /** The request itself is wrong; repeating it will not help. 400. */
        MALFORMED,
        /** The Go project answers this with 200 and a {@code Message} (specification, section 1.3.6); so do we. */
        DECLINED,
        /** This node cannot take more now. 429; try again later. */
        BUSY
    }

    /** A request that is wrong in itself. */
    public static Refusal malformed(String reason) {
        return new Refusal(Kind.MALFORMED, INVALID_PARAMETER, reason);
    }

    /** A request declined as the Go project does. */
    public static Refusal declined(String message, String reason) {
        return new Refusal(Kind.DECLINED, message, reason);
    }

    /** A request that came at a bad time. */
    public static Refusal busy(String reason) {
        return new Refusal(Kind.BUSY, "BUSY", reason);
    }
}
