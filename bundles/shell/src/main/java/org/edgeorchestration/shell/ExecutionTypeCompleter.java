// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.shell;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.edgeorchestration.api.service.ServiceManager;

/** Completes the execution types that some node offers. */
@Service
@SuppressWarnings("NullAway.Init") // Karaf fills the fields
public final class ExecutionTypeCompleter implements Completer {
    @Reference
    ServiceManager services;

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        Set<String> types = new TreeSet<>();
        services.nodes().forEach(node -> node.executionTypes().forEach(type -> types.add(type.name())));
        return new StringsCompleter(types).complete(session, line, candidates);
    }
}
