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

/** Completes the names of the services that are installed on some node. */
@Service
@SuppressWarnings("NullAway.Init") // Karaf fills the fields
public final class ServiceNameCompleter implements Completer {
    @Reference
    ServiceManager services;

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        Set<String> names = new TreeSet<>();
        services.nodes().forEach(node -> names.addAll(node.services()));
        return new StringsCompleter(names).complete(session, line, candidates);
    }
}
