// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.shell;

import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.edgeorchestration.api.execution.ExecutionStatus;
import org.edgeorchestration.api.service.ServiceManager;
import org.edgeorchestration.api.service.ServiceStatus;
import org.jspecify.annotations.Nullable;

/** {@code edge:services}: what runs and what ran. */
@Service
@Command(scope = "edge", name = "services", description = "Lists executions, newest first")
@SuppressWarnings("NullAway.Init") // Karaf fills the fields
public final class ServicesCommand extends EdgeCommand {
    @Option(name = "-s", aliases = "--status", description = "Only those with this status, such as Started or Failed")
    @Completion(StatusCompleter.class)
    @Nullable
    String status;

    @Reference
    ServiceManager services;

    @Reference
    InstantSource time;

    @Override
    void run(PrintStream out) {
        ShellTable table = new ShellTable().emptyTableText("none");
        Stream.of("Execution", "Service", "Type", "Target", "Status", "Exit code", "Age", "Reason")
                .forEach(table::column);
        for (ServiceStatus execution : services.services()) {
            if (status == null || status.equalsIgnoreCase(execution.status().word())) {
                addRow(table, execution);
            }
        }
        table.print(out);
    }

    private void addRow(ShellTable table, ServiceStatus execution) {
        ExecutionStatus now = execution.status();
        table.addRow()
                .addContent(
                        execution.id(),
                        execution.serviceName(),
                        execution.type(),
                        execution.target().getHostAddress(),
                        now.word(),
                        now.exitCode().isPresent()
                                ? String.valueOf(now.exitCode().getAsInt())
                                : "",
                        ForPeople.span(Duration.between(execution.created(), time.instant())),
                        now.reason().orElse(""));
    }
}
