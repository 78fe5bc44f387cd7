// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.shell;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.edgeorchestration.api.service.ServiceManager;

/** Completes the ids of executions. */
@Service
@SuppressWarnings("NullAway.Init") // Karaf fills the fields
public final class ExecutionIdCompleter implements Completer {
    @Reference
    ServiceManager services;

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        List<String> ids =
                services.services().stream().map(status -> status.id().value()).toList();
        return new StringsCompleter(ids).complete(session, line, candidates);
    }
}
