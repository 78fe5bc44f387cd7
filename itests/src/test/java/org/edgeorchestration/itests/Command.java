// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.itests;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of this machine, run to its end. */
final class Command {

    private static final int LIMIT_SECONDS = 60;

    private Command() {}

    /**
     * What the program printed, on both of its streams.
     *
     * @throws AssertionError if it failed or took more than a minute
     */
    static String run(List<String> words) {
        try {
            Process process =
                    new ProcessBuilder(words).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(words + " does not end; it printed:\n" + output);
            }
            if (process.exitValue() != 0) {
                throw new AssertionError(words + " failed with " + process.exitValue() + ":\n" + output);
            }
            return output;
        } catch (IOException e) {
            throw new AssertionError(words + " cannot be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
