// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import java.util.concurrent.CompletionException;

/** What went wrong, in words. */
final class Failures {
    private Failures() {}

    /** The failure itself, without what carried it from stage to stage. */
    static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** A sentence for people. */
    static String words(Throwable failure) {
        Throwable cause = cause(failure);
        String message = cause.getMessage();
        return message == null || message.isBlank() ? cause.toString() : message;
    }
}
