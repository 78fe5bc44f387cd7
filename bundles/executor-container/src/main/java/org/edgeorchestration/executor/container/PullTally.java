// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.edgeorchestration.api.node.Ticker;

/** Adds up an engine's messages about the layers of an image, and says once a second how far it is. One thread. */
final class PullTally {
    private static final long INTERVAL_NANOS = 1_000_000_000;

    private final Ticker ticker;
    private final Set<String> layers = new HashSet<>();
    private final Set<String> complete = new HashSet<>();
    private final Map<String, Long> bytes = new HashMap<>();
    private Optional<Long> lastSaid = Optional.empty();

    PullTally(Ticker ticker) {
        this.ticker = ticker;
    }

    /** Takes one message; answers a text for people when it is time for one. */
    Optional<String> layer(String id, String what, long bytesHere) {
        switch (what) {
            case "Pulling fs layer", "Waiting", "Verifying Checksum", "Extracting" -> layers.add(id);
            case "Download complete" -> layers.add(id);
            case "Downloading" -> {
                layers.add(id);
                bytes.put(id, bytesHere);
            }
            case "Pull complete", "Already exists" -> {
                layers.add(id);
                complete.add(id);
            }
            default -> {
                return Optional.empty();
            }
        }
        long now = ticker.nanoTime();
        if (lastSaid.isPresent() && now - lastSaid.get() < INTERVAL_NANOS) {
            return Optional.empty();
        }
        lastSaid = Optional.of(now);
        return Optional.of(text());
    }

    private String text() {
        double megabytes = bytes.values().stream().mapToLong(Long::longValue).sum() / 1e6;
        return String.format(Locale.ROOT, "%d of %d layers, %.1f MB", complete.size(), layers.size(), megabytes);
    }
}
