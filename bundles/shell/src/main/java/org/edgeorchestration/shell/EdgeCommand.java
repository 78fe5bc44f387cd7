// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.shell;

import java.io.PrintStream;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.karaf.shell.api.action.Action;
import org.jspecify.annotations.Nullable;

/**
 * A command of scope {@code edge}. Karaf makes one object for every call and fills its annotated fields; a command that did not
 * do what it was asked for throws, so that scripts learn of it.
 */
abstract class EdgeCommand implements Action {
    private static final long PATIENCE_SECONDS = 60;

    @Override
    public final @Nullable Object execute() throws Exception {
        run(System.out);
        System.out.flush();
        return null;
    }

    /** What was asked for, when it is there; a minute is long enough for whatever has a deadline of its own. */
    static <T> T await(CompletionStage<T> answer) throws Exception {
        try {
            return answer.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("no answer within " + PATIENCE_SECONDS + " s", e);
        }
    }

    /**
     * Does what the command is for.
     *
     * @param out where people read the answer
     * @throws Exception what went wrong, with a message for people
     */
    abstract void run(PrintStream out) throws Exception;
}
