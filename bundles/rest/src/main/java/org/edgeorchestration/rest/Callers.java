// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import java.net.InetAddress;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Decides by its address who may call. This host may always. */
final class Callers {
    private final Predicate<InetAddress> own;
    private final Predicate<InetAddress> others;

    private Callers(Predicate<InetAddress> own, Predicate<InetAddress> others) {
        this.own = own;
        this.others = others;
    }

    /**
     * Reads the configuration key {@code callers}.
     *
     * @param text {@code local}, {@code any}, or networks separated by commas
     * @param own tells this host's addresses
     * @throws IllegalArgumentException when a word is none of these; the message quotes it
     */
    static Callers parse(String text, Predicate<InetAddress> own) {
        List<Predicate<InetAddress>> allowed =
                Stream.of(text.split(",")).map(String::strip).map(Callers::word).toList();
        return new Callers(own, address -> allowed.stream().anyMatch(rule -> rule.test(address)));
    }

    private static Predicate<InetAddress> word(String word) {
        return switch (word) {
            case "local" -> address -> false;
            case "any" -> address -> true;
            default -> network(word);
        };
    }

    private static Predicate<InetAddress> network(String word) {
        try {
            return Network.parse(word)::contains;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "callers must be 'local', 'any' or a list of networks: " + e.getMessage(), e);
        }
    }

    /** Whether {@code remote} is this host itself. */
    boolean local(InetAddress remote) {
        return own.test(remote);
    }

    /** Whether {@code remote} may call. */
    boolean allows(InetAddress remote) {
        return own.test(remote) || others.test(remote);
    }
}
