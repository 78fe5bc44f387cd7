// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.api.discovery;

import java.util.Collection;

/**
 * One way to hear of other nodes: multicast DNS, a list in configuration, a registry. Any number per framework. Called by the
 * bundle that speaks to peers, on any thread; every method answers from memory and never throws.
 *
 * <p>What it says is a claim, not a fact: a node is believed to be there only after it has answered an authenticated request
 * from the address that was claimed for it.
 */
public interface Discovery {

    /** Who is claimed to be here now, a snapshot without this node itself; bounded by each implementation. */
    Collection<Sighting> sightings();

    /**
     * Has {@code action} run soon after every change of {@link #sightings()}, until the watch is closed. Several changes may
     * share a run; a sighting that is repeated unchanged is a change too when the node asked to be looked at, as it does
     * when it comes up.
     *
     * @param action quick and never throwing; called on a thread of the implementation
     */
    Watch watch(Runnable action);

    /** A watch that can be ended; closing twice is harmless. */
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }
}
