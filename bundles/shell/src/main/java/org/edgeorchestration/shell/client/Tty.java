// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.shell.client;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The terminal at standard input, by way of {@code stty}: the JDK cannot switch one to raw. */
final class Tty {
    private final String settings;

    private Tty(String settings) {
        this.settings = settings;
    }

    /** The terminal; empty when standard input is none, or there is no {@code stty}. */
    static Optional<Tty> atStandardInput() throws InterruptedException {
        try {
            return Optional.of(new Tty(stty("-g")));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** From now on every key comes as it is, Ctrl-C too, and nothing is echoed. */
    void raw() throws IOException, InterruptedException {
        stty("raw", "-echo");
    }

    /** As it was at first. */
    void restore() throws IOException, InterruptedException {
        stty(settings);
    }

    /** Columns and rows, separated by a space. */
    String size() throws InterruptedException {
        try {
            String[] rowsAndColumns = stty("size").split(" ", -1);
            return rowsAndColumns.length == 2 ? rowsAndColumns[1] + " " + rowsAndColumns[0] : "80 24";
        } catch (IOException e) {
            return "80 24"; // some terminals do not know
        }
    }

    private static String stty(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add("stty");
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command)
                .redirectInput(Redirect.INHERIT)
                .redirectError(Redirect.DISCARD)
                .start();
        try (InputStream answer = process.getInputStream()) {
            String text = new String(answer.readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() != 0) {
                throw new IOException("stty " + String.join(" ", words) + " failed");
            }
            return text;
        }
    }
}
