// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.node.SharedKey;
import org.edgeorchestration.api.node.Ticker;
import org.edgeorchestration.peer.wire.AdminToken;
import org.edgeorchestration.peer.wire.EdgePeer;
import org.edgeorchestration.peer.wire.Epoch;
import org.edgeorchestration.peer.wire.GoSeal;
import org.edgeorchestration.peer.wire.PeerSeal;

/** This node as it speaks to others: its name, its ciphers, the number of each call. Any thread. */
final class Speaker {
    private final NodeId self;
    private final Calls calls;
    private final PeerSeal peerSeal;
    private final GoSeal goSeal;
    private final Optional<AdminToken> token;
    private final InstantSource time;
    private final Ticker ticker;
    private final Epoch epoch = Epoch.random();
    private final AtomicLong numbers = new AtomicLong();

    /** @param token shown to Go nodes in secure mode; without it they ignore some calls */
    Speaker(NodeId self, Calls calls, SharedKey key, Optional<AdminToken> token, InstantSource time, Ticker ticker) {
        this.self = self;
        this.calls = calls;
        this.peerSeal = new PeerSeal(key);
        this.goSeal = new GoSeal(key);
        this.token = token;
        this.time = time;
        this.ticker = ticker;
    }

    NodeId self() {
        return self;
    }

    Ticker ticker() {
        return ticker;
    }

    Calls calls() {
        return calls;
    }

    PeerSeal peerSeal() {
        return peerSeal;
    }

    GoSeal goSeal() {
        return goSeal;
    }

    /** The header of the next call to a node of this project in that life. */
    EdgePeer header(Epoch receiver) {
        return new EdgePeer(self, epoch, receiver, numbers.incrementAndGet());
    }

    /** What a Go node there wants to see beside the body. */
    Map<String, String> goHeaders(Endpoint to) {
        return to.tls()
                ? token.map(maker -> Map.of("Authorization", maker.at(time.instant(), self)))
                        .orElse(Map.of())
                : Map.of();
    }
}
