// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.scoring;

import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;

/**
 * What the Go project calls bandwidth: the mean length of the network cards' transmit queues (specification, section
 * 4.1).
 */
final class TransmitQueues {
    private static final String CARDS = "sys/class/net";

    private final SystemFiles files;

    TransmitQueues(SystemFiles files) {
        this.files = files;
    }

    /**
     * The whole part of the mean over the cards that stand for a device, whatever their names; where there are none, as
     * in a container, over all but loopback; 0 where there are none of these either.
     */
    double meanLength() throws IOException {
        List<String> cards = files.names(CARDS);
        if (cards.isEmpty()) {
            throw new IOException("there is no network interface under /sys/class/net");
        }
        List<Double> lengths = lengths(cards, card -> files.exists(CARDS + "/" + card + "/device"));
        List<Double> counting = lengths.isEmpty() ? lengths(cards, card -> !card.equals("lo")) : lengths;
        return Math.floor(
                counting.stream().mapToDouble(Double::doubleValue).average().orElse(0));
    }

    private List<Double> lengths(List<String> cards, Predicate<String> counts) {
        return cards.stream()
                .filter(counts)
                .flatMap(card -> files.find(CARDS + "/" + card + "/tx_queue_len").stream())
                .flatMap(text -> Numbers.notNegative(text).stream())
                .toList();
    }
}
