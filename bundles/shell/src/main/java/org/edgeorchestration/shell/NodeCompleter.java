// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.shell;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.edgeorchestration.api.peer.Peer;
import org.edgeorchestration.api.peer.PeerTransport;
import org.jspecify.annotations.Nullable;

/** Completes the ids of other nodes. */
@Service
public final class NodeCompleter implements Completer {
    @Reference(optional = true)
    @Nullable
    PeerTransport transport;

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        List<Peer> peers = transport == null ? List.of() : transport.peers();
        List<String> ids = peers.stream().map(peer -> peer.node().id().value()).toList();
        return new StringsCompleter(ids).complete(session, line, candidates);
    }
}
