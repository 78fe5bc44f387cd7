// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The options of one {@code docker run} command, understood and free of contradictions. */
final class DockerRunOptions {
    private static final Set<DockerRunOption> HEALTH = Set.of(
            DockerRunOption.HEALTH_CMD,
            DockerRunOption.HEALTH_INTERVAL,
            DockerRunOption.HEALTH_RETRIES,
            DockerRunOption.HEALTH_START_PERIOD,
            DockerRunOption.HEALTH_TIMEOUT);

    private final Map<DockerRunOption, List<String>> words;
    private final List<Consumer<ContainerDraft>> effects;

    private DockerRunOptions(Map<DockerRunOption, List<String>> words, List<Consumer<ContainerDraft>> effects) {
        this.words = words;
        this.effects = effects;
    }

    /** Understands the values of all options given, in the table's order. */
    static DockerRunOptions of(Map<DockerRunOption, List<String>> given) throws BadCommand {
        Map<DockerRunOption, List<String>> words = new EnumMap<>(DockerRunOption.class);
        List<Consumer<ContainerDraft>> effects = new ArrayList<>();
        words.putAll(given);
        for (Map.Entry<DockerRunOption, List<String>> option : words.entrySet()) {
            effects.add(option.getKey().effect(option.getValue()));
        }
        DockerRunOptions options = new DockerRunOptions(words, effects);
        options.refuseContradictions();
        return options;
    }

    /** Does to the container all that the options say. */
    void applyTo(ContainerDraft draft) {
        effects.forEach(effect -> effect.accept(draft));
    }

    /** The words an option was given, in order; none when it is absent. */
    List<String> words(DockerRunOption option) {
        return words.getOrDefault(option, List.of());
    }

    /** Whether a flag is set. */
    boolean set(DockerRunOption flag) {
        return last(flag).startsWith("t")
                || last(flag).startsWith("T")
                || last(flag).equals("1");
    }

    private String last(DockerRunOption option) {
        List<String> values = words(option);
        return values.isEmpty() ? "" : values.get(values.size() - 1);
    }

    private void refuseContradictions() throws BadCommand {
        String restart = last(DockerRunOption.RESTART);
        refuse(
                set(DockerRunOption.RM) && !restart.isEmpty() && !restart.equals("no"),
                "options --rm and --restart contradict each other: leave one of them out");
        refuse(
                last(DockerRunOption.LOG_DRIVER).equals("none")
                        && !words(DockerRunOption.LOG_OPT).isEmpty(),
                "option --log-opt means nothing to the log driver none");
        refuse(
                set(DockerRunOption.NO_HEALTHCHECK)
                        && HEALTH.stream().anyMatch(option -> !words(option).isEmpty()),
                "option --no-healthcheck contradicts the other --health options");
        refuse(
                words(DockerRunOption.NETWORK).size() > 1,
                "option --network can be given once: a container begins on one network");
    }

    private static void refuse(boolean contradiction, String reason) throws BadCommand {
        if (contradiction) {
            throw new BadCommand(reason);
        }
    }
}
