// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.shell;

import java.util.Arrays;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.edgeorchestration.api.execution.ExecutionStatus;

/** Completes the words for statuses. */
@Service
public final class StatusCompleter implements Completer {
    private static final List<String> WORDS = Arrays.stream(ExecutionStatus.class.getPermittedSubclasses())
            .map(Class::getSimpleName)
            .toList();

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        return new StringsCompleter(WORDS).complete(session, line, candidates);
    }
}
