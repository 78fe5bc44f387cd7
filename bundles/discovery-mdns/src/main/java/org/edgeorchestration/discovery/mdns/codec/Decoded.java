// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns.codec;

/** What a packet turned out to be. */
public sealed interface Decoded {

    /** A message of multicast DNS. */
    record Understood(Message message) implements Decoded {}

    /**
     * Anything else.
     *
     * @param why words for the log; one of few, and none of the packet's own
     */
    record Garbage(String why) implements Decoded {}
}
