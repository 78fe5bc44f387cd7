// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.ArgumentCommandLine;
import org.edgeorchestration.api.peer.FakePeerTransport;
import org.edgeorchestration.api.peer.Peers;
import org.edgeorchestration.api.service.FakeServiceManager;
import org.junit.jupiter.api.Test;

class CompletersTest {
    private final FakeServiceManager services = Executions.known();
    private final Session session = (Session) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {Session.class}, (proxy, method, args) -> {
                throw new UnsupportedOperationException(method.getName());
            });

    private List<String> complete(Completer completer, String beginning) {
        List<String> candidates = new ArrayList<>();
        CommandLine line = new ArgumentCommandLine(beginning, beginning.length());
        completer.complete(session, line, candidates);
        return candidates.stream().map(String::strip).toList();
    }

    @Test
    void completeWhatIsThere() {
        ExecutionIdCompleter ids = new ExecutionIdCompleter();
        ids.services = services;
        assertThat(complete(ids, "")).containsExactlyInAnyOrder("running-1", "failed-1");
        assertThat(complete(ids, "run")).containsExactly("running-1");
        ExecutionTypeCompleter types = new ExecutionTypeCompleter();
        types.services = services;
        assertThat(complete(types, "")).containsExactly("container", "native");
        ServiceNameCompleter names = new ServiceNameCompleter();
        names.services = services;
        assertThat(complete(names, "hello-s")).containsExactly("hello-self");
        NodeCompleter nodes = new NodeCompleter();
        assertThat(complete(nodes, "")).isEmpty();
        nodes.transport =
                new FakePeerTransport().put(Peers.ours("b-1", Peers.idle()), Peers.go("c-1", Peers.goScore(1)));
        assertThat(complete(nodes, "")).containsExactlyInAnyOrder("b-1", "c-1");
        assertThat(complete(nodes, "c")).containsExactly("c-1");
    }

    @Test
    void completeEveryStatus() {
        assertThat(complete(new StatusCompleter(), ""))
                .containsExactlyInAnyOrder("Accepted", "Pulling", "Started", "Finished", "Failed", "Stopped", "Lost");
        assertThat(complete(new StatusCompleter(), "Sto")).containsExactly("Stopped");
    }
}
