// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A command {@code docker run [options] IMAGE [COMMAND] [ARG…]}, understood. Options follow the rules of Docker's own command
 * line (pflag): {@code --x=y}, {@code --x y}, {@code -xy}, {@code -x y}, {@code -x=y}, {@code -it}; {@code --} ends them,
 * and so does the first other word, which is the image. All after the image is for the container.
 *
 * @param options what goes before the image
 * @param image what to run
 * @param arguments the container's command; empty for the image's own
 */
record DockerRunCommand(DockerRunOptions options, ImageReference image, List<String> arguments) {

    /** Understands a list of words, or says which word is wrong and why. */
    static DockerRunCommand parse(List<String> words) throws BadCommand {
        if (words.size() < 2 || !words.get(0).equals("docker") || !words.get(1).equals("run")) {
            throw new BadCommand("a container's command begins with the words docker and run, such as"
                    + " [\"docker\",\"run\",\"-e\",\"A=b\",\"busybox\",\"env\"]");
        }
        for (String word : words) {
            if (word.indexOf('\0') >= 0) {
                throw new BadCommand("a word of the command contains the character NUL");
            }
        }
        return new Parser(words).parse();
    }

    /** How long the container may take to end when it is stopped; empty leaves it to the node. */
    Optional<Duration> stopTimeout() {
        return options.words(DockerRunOption.STOP_TIMEOUT).stream()
                .reduce((first, second) -> second)
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
    }

    /** Walks over the words of one command. */
    private static final class Parser {
        private final List<String> words;
        private final Map<DockerRunOption, List<String>> given = new EnumMap<>(DockerRunOption.class);
        private int next = 2;

        Parser(List<String> words) {
            this.words = words;
        }

        DockerRunCommand parse() throws BadCommand {
            while (next < words.size()
                    && words.get(next).startsWith("-")
                    && words.get(next).length() > 1) {
                String word = words.get(next++);
                if (word.equals("--")) {
                    break;
                } else if (word.startsWith("--")) {
                    longOption(word);
                } else {
                    shortOptions(word);
                }
            }
            if (next >= words.size()) {
                throw new BadCommand("the command names no image: it belongs after the options");
            }
            if (words.get(next).isEmpty()) {
                throw new BadCommand(
                        "word " + (next + 1) + " of the command is empty, where an option or the image belongs");
            }
            ImageReference image = ImageReference.parse(words.get(next));
            return new DockerRunCommand(
                    DockerRunOptions.of(given), image, List.copyOf(words.subList(next + 1, words.size())));
        }

        private void longOption(String word) throws BadCommand {
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            DockerRunOption option = OptionNames.find(name);
            if (equals >= 0) {
                give(option, word.substring(equals + 1));
            } else {
                give(option, option.flag() ? "true" : following(name));
            }
        }

        /** One or several options in one word; the last of them may have its value glued on. */
        private void shortOptions(String word) throws BadCommand {
            for (int i = 1; i < word.length(); i++) {
                String name = "-" + word.charAt(i);
                DockerRunOption option = OptionNames.find(name);
                String rest = word.substring(i + 1);
                if (rest.length() > 1 && rest.startsWith("=")) {
                    give(option, rest.substring(1));
                    return;
                } else if (option.flag()) {
                    give(option, "true");
                } else {
                    give(option, rest.isEmpty() ? following(name) : rest);
                    return;
                }
            }
        }

        private String following(String name) throws BadCommand {
            if (next >= words.size()) {
                throw new BadCommand("option " + name + " needs a value, but the command ends there");
            }
            return words.get(next++);
        }

        private void give(DockerRunOption option, String value) {
            given.computeIfAbsent(option, o -> new ArrayList<>()).add(value);
        }
    }
}
