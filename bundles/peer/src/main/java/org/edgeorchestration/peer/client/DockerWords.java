// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.edgeorchestration.peer.client.GoOrder.Unbearable;

/**
 * The words after {@code docker run} as far as every Go node takes them as they are meant (specification, section 5.3.1). Only
 * options whose values can be checked here are let through: the parser over there drops everything after one it does not
 * know, and ends the node at one it takes for an error. {@code --rm} and {@code -d} are left out, since a Go node removes
 * each container and waits for none; given the first, it loses the exit code or ends.
 */
final class DockerWords {
    private static final Set<String> NEEDLESS = Set.of("--rm", "-d", "--detach");
    private static final Set<String> FLAGS =
            Set.of("-i", "--interactive", "-P", "--publish-all", "--read-only", "--init", "--privileged");
    private static final Set<String> FLAGS_OF_THE_STURDY = Set.of("-t", "--tty", "--oom-kill-disable");

    private static final String PATH = "/[^:,]*";
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9_.-]*";
    private static final String NUMBER = "[0-9]{1,9}";
    private static final String SIZE = "[0-9]{1,12}[bkmgBKMG]?";
    private static final String PORT =
            "([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])";
    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final String IPV4 = OCTET + "(\\." + OCTET + "){3}";
    private static final String PUBLISHED = "((" + IPV4 + ":)?" + PORT + ":)?" + PORT + "(/(tcp|udp))?";
    private static final String VOLUME = "([A-Za-z0-9][A-Za-z0-9_.-]+|" + PATH + "):/[^:,]+(:(ro|rw))?";

    private static final Map<String, Pattern> VALUES = Map.ofEntries(
            option("-e", "[A-Za-z_][A-Za-z0-9_.-]*=(?s:.*)"),
            option("--env", "[A-Za-z_][A-Za-z0-9_.-]*=(?s:.*)"),
            option("-l", "[A-Za-z0-9][A-Za-z0-9_./-]*=(?s:.*)"),
            option("--label", "[A-Za-z0-9][A-Za-z0-9_./-]*=(?s:.*)"),
            option("-v", VOLUME),
            option("--volume", VOLUME),
            option("-w", "/[^:]*"),
            option("--workdir", "/[^:]*"),
            option("-h", "[A-Za-z0-9][A-Za-z0-9-]{0,62}"),
            option("--hostname", "[A-Za-z0-9][A-Za-z0-9-]{0,62}"),
            option("-u", "[0-9]{1,9}(:[0-9]{1,9})?"),
            option("--user", "[0-9]{1,9}(:[0-9]{1,9})?"),
            option("-p", PUBLISHED),
            option("--publish", PUBLISHED),
            option("--expose", PORT + "(/(tcp|udp))?"),
            option("--net", "bridge|host|none"),
            option("--network", "bridge|host|none"),
            option("--dns", IPV4),
            option("--entrypoint", "(?s:.+)"),
            option("--stop-timeout", NUMBER));

    /** An engine may refuse what these say; nodes before v1.0.0 then end. */
    private static final Map<String, Pattern> VALUES_OF_THE_STURDY = Map.ofEntries(
            option("-m", SIZE),
            option("--memory", SIZE),
            option("--shm-size", SIZE),
            option("--cpus", "[0-9]{1,4}(\\.[0-9]{1,9})?"),
            option("-c", NUMBER),
            option("--cpu-shares", NUMBER),
            option("--cpuset-cpus", "[0-9,-]{1,64}"),
            option("--pids-limit", NUMBER),
            option("--tmpfs", PATH),
            option("--device", "/dev/[^:,]+"),
            option("--cap-add", "[A-Za-z_]{1,32}"),
            option("--cap-drop", "[A-Za-z_]{1,32}"),
            option("--add-host", NAME + ":" + IPV4));

    /** Of these a second one ends the node. */
    private static final Set<String> ONCE = Set.of("--net", "--network");

    // Docker's reference grammar, in which a first part is a registry only when it could be no part of a path
    private static final String COMPONENT = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
    private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?";
    private static final String REGISTRY =
            "(?:(?:localhost|" + LABEL + "(?:\\." + LABEL + ")+)(?::" + PORT + ")?|" + LABEL + ":" + PORT + ")";
    private static final int LONGEST_IMAGE = 255;
    private static final Pattern IMAGE = Pattern.compile("(?![0-9a-f]{64}$)(?:" + REGISTRY + "/)?" + COMPONENT + "(?:/"
            + COMPONENT + ")*(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(?:@sha256:[0-9a-f]{64})?");

    private DockerWords() {}

    private static Map.Entry<String, Pattern> option(String name, String value) {
        return Map.entry(name, Pattern.compile(value));
    }

    /**
     * The command without needless words.
     *
     * @param command of three words at least, of which the first two are never looked at by a Go node
     */
    static List<String> bearable(Profile profile, List<String> command) throws Unbearable {
        List<String> words = new ArrayList<>(command.subList(0, 2));
        int last = command.size() - 1;
        int networks = 0;
        for (int next = 2; next < last; ) {
            int taken = take(profile, command, next);
            if (ONCE.contains(command.get(next).replaceFirst("=.*", "")) && ++networks > 1) {
                throw new Unbearable("it names a network twice, of which a node of the Go project would end");
            }
            if (!NEEDLESS.contains(command.get(next))) {
                words.addAll(command.subList(next, next + taken));
            }
            next += taken;
            if (next > last) {
                throw new Unbearable("its last word belongs to an option, so that no image is left");
            }
        }
        String image = command.get(last);
        if (image.length() > LONGEST_IMAGE || !IMAGE.matcher(image).matches()) {
            throw new Unbearable("its last word is not the name of an image: " + image);
        }
        words.add(image);
        return words;
    }

    /** How many words the option at that place has. */
    private static int take(Profile profile, List<String> command, int at) throws Unbearable {
        String word = command.get(at);
        if (!word.startsWith("-")) {
            throw new Unbearable(
                    "words follow its image " + word
                            + "; nodes of the Go project pass no arguments to a container, and would take the last for the image");
        }
        if (NEEDLESS.contains(word) || isFlag(profile, word) || isBundleOfFlags(profile, word)) {
            return 1;
        }
        int equals = word.startsWith("--") ? word.indexOf('=') : -1;
        String name = equals < 0 ? word : word.substring(0, equals);
        String value = equals < 0 ? command.get(at + 1) : word.substring(equals + 1);
        boolean fits = pattern(profile, name)
                .filter(pattern -> pattern.matcher(value).matches())
                .isPresent();
        if (!fits) {
            throw new Unbearable("it is not certain that a node of profile " + profile.word() + " takes the option "
                    + name + " with this value as it is meant");
        }
        return equals < 0 ? 2 : 1;
    }

    private static Optional<Pattern> pattern(Profile profile, String name) {
        Optional<Pattern> known = Optional.ofNullable(VALUES.get(name));
        return profile.diesWithItsContainers()
                ? known
                : known.or(() -> Optional.ofNullable(VALUES_OF_THE_STURDY.get(name)));
    }

    private static boolean isFlag(Profile profile, String word) {
        return FLAGS.contains(word) || (!profile.diesWithItsContainers() && FLAGS_OF_THE_STURDY.contains(word));
    }

    /** Whether the word is several flags in one, such as {@code -it}. */
    private static boolean isBundleOfFlags(Profile profile, String word) {
        return word.length() > 2
                && !word.startsWith("--")
                && word.substring(1).chars().allMatch(letter -> isFlag(profile, "-" + (char) letter));
    }
}
