// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.itests;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A program of this machine, run to its end. */
final class Command {

    /** More than the scripts of the rig and the lab wait for anything: they then say themselves what did not come. */
    private static final int LIMIT_MINUTES = 6;

    private Command() {}

    /**
     * What the program printed, on both of its streams.
     *
     * @throws AssertionError if it failed or does not end
     */
    static String run(List<String> words) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try {
            Process process =
                    new ProcessBuilder(words).redirectErrorStream(true).start();
            process.getOutputStream().close();
            int status = status(process, printed);
            if (status != 0) {
                throw new AssertionError(words + " failed with " + status + ":\n" + text(printed));
            }
            return text(printed);
        } catch (IOException | ExecutionException e) {
            throw new AssertionError(words + " cannot be run; it printed:\n" + text(printed), e);
        } catch (TimeoutException e) {
            throw new AssertionError(words + " does not end; it printed:\n" + text(printed), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static int status(Process process, ByteArrayOutputStream printed)
            throws ExecutionException, TimeoutException, InterruptedException {
        try {
            return CompletableFuture.supplyAsync(() -> end(process, printed)).get(LIMIT_MINUTES, TimeUnit.MINUTES);
        } finally {
            process.destroyForcibly();
        }
    }

    private static int end(Process process, ByteArrayOutputStream printed) {
        try {
            process.getInputStream().transferTo(printed);
            return process.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String text(ByteArrayOutputStream printed) {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
