// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Finds options by name, and says what is wrong with names that are not in the table. */
final class OptionNames {
    private static final Map<String, DockerRunOption> KNOWN = known();
    private static final String WINDOWS = "works on Windows only";
    private static final String FOLLOWED = "a service's output and end are always followed; leave it out";

    /** Options of Docker's own command line that mean nothing here, and why. */
    private static final Map<String, String> UNSUPPORTED = Map.ofEntries(
            Map.entry("--detach", FOLLOWED),
            Map.entry("-d", FOLLOWED),
            Map.entry("--detach-keys", "there is no keyboard to detach; leave it out"),
            Map.entry("--sig-proxy", "there is no terminal whose signals could be handed on; leave it out"),
            Map.entry("--name", "the container is named after its execution; leave it out"),
            Map.entry("--platform", "the image's own platform is taken; leave it out"),
            Map.entry("--disable-content-trust", "the engine's own rules for trust apply; leave it out"),
            Map.entry("--help", "this is no command line to ask; see Docker's documentation of docker run"),
            Map.entry("--cidfile", "no file is written; the container is named after its execution"),
            Map.entry("--link-local-ip", "the engine's library cannot express it"),
            Map.entry("--pull", "an image is pulled when it is absent; leave it out"),
            Map.entry("--quiet", "progress is reported as the execution's status; leave it out"),
            Map.entry("-q", "progress is reported as the execution's status; leave it out"),
            Map.entry("--cpu-count", WINDOWS),
            Map.entry("--cpu-percent", WINDOWS),
            Map.entry("--io-maxbandwidth", WINDOWS),
            Map.entry("--io-maxiops", WINDOWS));

    private OptionNames() {}

    /** The option with that name, hyphens included. */
    static DockerRunOption find(String name) throws BadCommand {
        DockerRunOption option = KNOWN.get(name);
        if (option == null) {
            throw new BadCommand(whyNot(name));
        }
        return option;
    }

    private static String whyNot(String name) {
        String reason = UNSUPPORTED.get(name);
        if (reason != null) {
            return "option " + name + " is not supported: " + reason;
        }
        String hint =
                nearest(name).map(known -> "; did you mean " + known + "?").orElse("");
        return "option " + Value.shortened(name) + " is unknown" + hint;
    }

    private static Optional<String> nearest(String name) {
        if (name.length() < 4 || name.length() > 40) {
            return Optional.empty();
        }
        return KNOWN.keySet().stream()
                .filter(known -> known.startsWith("--"))
                .filter(known -> distance(name, known) <= (name.length() < 5 ? 1 : 2))
                .min(Comparator.<String>comparingInt(known -> distance(name, known))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** How many letters must be added, left out or changed to make one word of the other (Levenshtein). */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }

    private static Map<String, DockerRunOption> known() {
        Map<String, DockerRunOption> known = new HashMap<>();
        for (DockerRunOption option : DockerRunOption.values()) {
            option.names().forEach(name -> known.put(name, option));
        }
        return Map.copyOf(known);
    }
}
