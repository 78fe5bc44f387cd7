// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.io.IOException;
import java.util.concurrent.CompletionException;

/** Says for people why something asked of another node failed. Pure. */
final class Causes {
    static final String NO_WAY = "the way to other nodes has just gone from this node";

    private Causes() {}

    /** The sentence of an {@link IOException} as it is; of anything else, which is a bug, its name as well. */
    static String sentence(Throwable failure) {
        Throwable cause = failure.getCause();
        Throwable first = failure instanceof CompletionException && cause != null ? cause : failure;
        String message = first.getMessage();
        return first instanceof IOException && message != null ? message : first.toString();
    }
}
