// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.edgeorchestration.api.node.Node;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.peer.Peer;
import org.edgeorchestration.api.peer.Peer.Standing;
import org.edgeorchestration.api.service.Placement.Candidate.Excluded;

/**
 * Who takes part in one decision: a snapshot, so that all its steps speak of the same nodes.
 *
 * @param self this node
 * @param peers the others
 */
record Fleet(Node self, List<Peer> peers) {
    Fleet {
        peers = List.copyOf(peers);
    }

    /** All of them, this one first. */
    List<Node> all() {
        return Stream.concat(Stream.of(self), peers.stream().map(Peer::node)).toList();
    }

    /** Those that can be asked now, this one first. */
    List<Node> ready() {
        return Stream.concat(
                        Stream.of(self), peers.stream().filter(Fleet::ready).map(Peer::node))
                .toList();
    }

    /** Those that missed their last deadline. */
    List<Node> late() {
        return peers.stream()
                .filter(peer -> peer.standing() == Standing.LATE)
                .map(Peer::node)
                .toList();
    }

    /** Those that are not asked while anybody else can do it, each with its trouble. */
    Stream<Excluded> passedBy() {
        return troubled(peer -> !ready(peer));
    }

    /** Those that are never asked, each with its trouble. */
    Stream<Excluded> barred() {
        return troubled(peer -> peer.standing() == Standing.BARRED);
    }

    private Stream<Excluded> troubled(Predicate<Peer> which) {
        return peers.stream()
                .filter(which)
                .map(peer -> new Excluded(
                        peer.node(),
                        peer.trouble().orElseGet(() -> "node " + peer.node().id() + " cannot be asked now")));
    }

    private static boolean ready(Peer peer) {
        return peer.standing() == Standing.READY;
    }

    /** The others. */
    Map<NodeId, Peer> byId() {
        return peers.stream().collect(Collectors.toMap(peer -> peer.node().id(), Function.identity(), (a, b) -> a));
    }
}
