// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import java.net.InetAddress;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.edgeorchestration.api.node.NodeId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an operator reads of other nodes: a line for each change of one, never for each call. */
final class PeerLog {
    private static final Logger LOG = LoggerFactory.getLogger(PeerLog.class);
    private static final int REMEMBERED = 1_024;

    /** What a node of the Go project in secure mode wants set. */
    static final String TOKEN_SETTING = "jwt.key.file in org.edgeorchestration.peer.cfg";

    private final Set<Told> told = Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Told, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    });

    private record Told(InetAddress at, What what) {}

    /** What is told once of an address. */
    private enum What {
        BARRED,
        WANTS_TOKEN
    }

    /** A peer came from one state to the next. */
    void changed(NodeId peer, PeerState before, PeerState after) {
        Vitals.Health was = before.vitals().health();
        Vitals.Health is = after.vitals().health();
        if (was != is) {
            switch (is) {
                case READY -> back(peer, was, after);
                case LATE -> LOG.debug("peer={} at {} missed a deadline and is passed by", peer, at(after));
                case GONE -> LOG.info("peer={} at {} is gone", peer, at(after));
                case BARRED ->
                    barred(
                            peer.value(),
                            after.contact().address(),
                            after.trouble().orElse(""));
            }
        } else if (is == Vitals.Health.READY
                && !before.wire().endpoint().equals(after.wire().endpoint())) {
            LOG.info("peer={} moved from {} to {}", peer, at(before), at(after));
        }
    }

    private void back(NodeId peer, Vitals.Health was, PeerState after) {
        forget(after);
        if (was == Vitals.Health.LATE) {
            LOG.debug("peer={} at {} answers in time again", peer, at(after));
        } else {
            LOG.info(
                    "peer={} at {} is back, profile {}",
                    peer,
                    at(after),
                    after.wire().profile().word());
        }
    }

    /** A node became a peer. */
    void found(NodeId peer, PeerState state) {
        forget(state);
        LOG.info(
                "peer={} found at {}, profile {}, runs {}",
                peer,
                at(state),
                state.wire().profile().word(),
                List.copyOf(state.node().executionTypes()));
    }

    /** The address of a peer is another's now. */
    void gaveWay(NodeId peer, PeerState last, NodeId newcomer) {
        LOG.info("peer={} at {} is gone: {} is there now", peer, at(last), newcomer);
    }

    /** A node that answers will not become a peer; one line for each address. */
    void barred(String claimed, InetAddress at, String trouble) {
        if (first(at, What.BARRED)) {
            LOG.warn("node={} is barred: {}", claimed, trouble);
        }
    }

    /** A call came from there under another key: the same as {@link #barred}, when that node calls before it is looked at. */
    void sealedOtherwise(NodeId claimed, InetAddress from) {
        barred(
                claimed.value(),
                from,
                from.getHostAddress()
                        + " calls, but its key does not seem to be this node's: give both the same key file,"
                        + " byte for byte (a newline at the end counts)");
    }

    /** A Go node in secure mode does not listen to this one; one line for each address. */
    void wantsToken(InetAddress at) {
        if (first(at, What.WANTS_TOKEN)) {
            LOG.warn(
                    "peer={} drops what it is told of executions, because no token that it accepts comes with it: set {} to"
                            + " that node's passPhraseJWT.txt",
                    at.getHostAddress(),
                    TOKEN_SETTING);
        }
    }

    /** Who is spoken to is told of again, should that end. */
    private synchronized void forget(PeerState spokenTo) {
        told.remove(new Told(spokenTo.contact().address(), What.BARRED));
    }

    private synchronized boolean first(InetAddress at, What what) {
        return told.add(new Told(at, what));
    }

    private static Endpoint at(PeerState state) {
        return state.wire().endpoint();
    }
}
