// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.shell;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.edgeorchestration.api.service.ServiceStatus;
import org.jspecify.annotations.Nullable;

/** {@code edge:explain}: why an execution was placed where it was, or where a request would go. */
@Service
@Command(
        scope = "edge",
        name = "explain",
        description =
                "Shows why an execution was placed where it was, or where a request would go: edge:explain ID, edge:explain docker run web")
@SuppressWarnings("NullAway.Init") // Karaf fills the fields
public final class ExplainCommand extends AskingCommand {
    /** What executions are called that were asked for here. */
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    @Argument(
            name = "execution or command",
            description = "An execution's id; or the words of a command, of which nothing runs",
            multiValued = true)
    @Completion(ExecutionIdCompleter.class)
    @Nullable
    List<String> words;

    @Override
    void run(PrintStream out) throws Exception {
        List<String> given = words == null ? List.of() : List.copyOf(words);
        if (given.size() == 1 && name == null && type == null && !separator) {
            Optional<ServiceStatus> execution = known(given.get(0));
            if (execution.isPresent()) {
                explain(execution.get(), out);
                return;
            }
            if (ID.matcher(given.get(0)).matches()) {
                throw ExecutionCommand.unknown(given.get(0));
            }
            out.println("No execution " + given.get(0) + " is known here; a request for it would go so:");
        }
        PlacementTable.print(await(services.place(request(given, Optional.empty()))), out);
    }

    private Optional<ServiceStatus> known(String id) {
        return services.services().stream()
                .filter(execution -> execution.id().value().equals(id))
                .findFirst();
    }

    private void explain(ServiceStatus execution, PrintStream out) {
        PlacementTable.print(
                services.placement(execution.id())
                        .orElseThrow(
                                () -> ExecutionCommand.unknown(execution.id().value())),
                out);
        out.println("Execution " + execution.id() + " is " + execution.status().word() + ", as " + execution.type()
                + " on " + execution.target().getHostAddress()
                + execution.status().reason().map(why -> ": " + why).orElse(""));
    }
}
