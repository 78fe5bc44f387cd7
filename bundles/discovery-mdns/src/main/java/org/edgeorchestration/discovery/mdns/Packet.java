// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** What is sent on several links, in the words for each. For one thread. */
@FunctionalInterface
interface Packet {

    /** Its bytes for that link. */
    byte[] on(Link link);

    /**
     * An announcement as it is seen from each link. What is the same on several is encoded once.
     *
     * @param form makes a packet of it
     */
    static Packet of(Announcement said, Function<Announcement, byte[]> form) {
        Map<Announcement, byte[]> encoded = new HashMap<>();
        return link -> encoded.computeIfAbsent(said.seenFrom(link), form);
    }
}
