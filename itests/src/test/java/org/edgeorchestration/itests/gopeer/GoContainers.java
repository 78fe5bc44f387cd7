// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.itests.gopeer;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The container executor without containers: what would have run for {@code -e SLEEP_MS=} milliseconds and exited with {@code -e
 * EXIT=} is over after that time. It dies where Go's does, and in secure mode drops what is not on its whitelist without a word
 * (specification, section 5.3).
 */
final class GoContainers {

    private static final Set<String> WITH_VALUE =
            Set.of("-e", "--env", "-v", "--volume", "--network", "--restart", "-m", "-p", "-u", "-w");
    private static final Set<String> ALONE =
            Set.of("--rm", "-i", "-t", "--interactive", "--tty", "--privileged", "--read-only");

    private record Options(Map<String, String> environment, Set<String> names) {}

    /** What it was ordered last. */
    private record Order(List<String> words, Consumer<String> ended) {}

    private static final String DIGEST = "@sha256:";
    private static final int PULLED_AFTER_MILLIS = 2;
    private static final int HIGHEST_PORT = 65_535;

    private final GoProfile profile;
    private final Optional<Set<String>> whitelist;
    private final Story story;
    private final GoThreads threads;
    private final AtomicReference<Order> last = new AtomicReference<>();

    /** @param whitelist the digests of the images that it runs; empty where it runs any */
    GoContainers(GoProfile profile, Optional<Set<String>> whitelist, Story story, GoThreads threads) {
        this.profile = profile;
        this.whitelist = whitelist;
        this.story = story;
        this.threads = threads;
    }

    /** @param ended is told the status, as Go spells it, when there is one */
    void run(List<String> words, Consumer<String> ended) {
        Order order = new Order(words, ended);
        last.set(order);
        Supplier<Order> own = profile.sharesItsExecutor() ? last::get : () -> order;
        threads.after(PULLED_AFTER_MILLIS, () -> create(own.get().words, own));
    }

    private void create(List<String> words, Supplier<Order> order) {
        if (words.size() < profile.leastWords()) {
            story.die("slice bounds out of range: a container's command of " + words.size() + " words");
        }
        Options options = parsed(words.subList(Math.min(2, words.size() - 1), words.size() - 1));
        if (options.names.containsAll(Set.of("--rm", "--restart"))) {
            story.die("nil pointer dereference: conflicting options --restart and --rm");
        }
        String image = words.get(words.size() - 1);
        if (!admits(image)) {
            story.tell("dropped", "image", image);
            return;
        }
        long millis = Long.parseLong(options.environment.getOrDefault("SLEEP_MS", "5"));
        threads.after(millis, () -> end(options, order.get().ended));
    }

    /** The text after the first mark of a digest has to be on the list as it is (specification, section 7.4). */
    private boolean admits(String image) {
        int mark = image.indexOf(DIGEST);
        return whitelist
                .map(digests -> mark >= 0 && digests.contains(image.substring(mark + DIGEST.length())))
                .orElse(true);
    }

    private void end(Options options, Consumer<String> ended) {
        boolean removesItself = options.names.contains("--rm");
        if (removesItself && profile == GoProfile.P0) {
            story.die("nil pointer dereference: the container to remove is gone");
        }
        boolean good = options.environment.getOrDefault("EXIT", "0").equals("0");
        ended.accept(removesItself ? "Failed" : good ? "Finished" : "");
    }

    /**
     * Parsing stops at the first option that is not known, without a word about it; words between options and image count nothing.
     * Ports and networks that its parser refuses end it (section 5.3.1, "E").
     */
    private Options parsed(List<String> words) {
        Options options = new Options(new HashMap<>(), new HashSet<>());
        for (int i = 0; i < words.size(); i++) {
            String name = words.get(i).replaceFirst("=.*", "");
            if (!name.startsWith("-")) {
                continue;
            }
            if (!WITH_VALUE.contains(name) && !ALONE.contains(name)) {
                break;
            }
            boolean first = options.names.add(name);
            if (name.equals("--network") && !first) {
                story.die("nil pointer dereference: conflicting options, two networks");
            }
            if (WITH_VALUE.contains(name)) {
                boolean glued = words.get(i).contains("=");
                if (!glued && i + 1 == words.size()) {
                    break;
                }
                String value = glued ? words.get(i).replaceFirst("^[^=]*=", "") : words.get(++i);
                if (name.equals("-p") && !published(value)) {
                    story.die("nil pointer dereference: invalid port " + value);
                }
                if (name.equals("-e") || name.equals("--env")) {
                    options.environment.put(value.replaceFirst("=.*", ""), value.replaceFirst("^[^=]*=?", ""));
                }
            }
        }
        return options;
    }

    /** Whether that is {@code [[address:]port:]port[/protocol]}. */
    private static boolean published(String value) {
        String[] parts = value.replaceFirst("/(tcp|udp)$", "").split(":", -1);
        boolean ports = Arrays.stream(parts).skip(Math.max(0, parts.length - 2)).allMatch(GoContainers::port);
        return parts.length <= 3
                && ports
                && (parts.length < 3
                        || Arrays.stream(parts[0].split("\\.", -1))
                                .allMatch(octet -> octet.matches("[0-9]{1,3}") && Integer.parseInt(octet) < 256));
    }

    private static boolean port(String word) {
        return word.matches("[0-9]{1,9}") && Integer.parseInt(word) <= HIGHEST_PORT;
    }
}
