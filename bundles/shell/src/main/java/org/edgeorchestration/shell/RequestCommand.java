// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.shell;

import java.io.PrintStream;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionStatus;
import org.edgeorchestration.api.service.Outcome;
import org.edgeorchestration.api.service.ServiceRequest;
import org.edgeorchestration.api.service.ServiceStatus;
import org.jspecify.annotations.Nullable;

/** {@code edge:request}: asks for a service as an application does. */
@Service
@Command(
        scope = "edge",
        name = "request",
        description =
                "Runs a service on the fittest node: edge:request docker run hello-world, or edge:request -n hello")
@SuppressWarnings("NullAway.Init") // Karaf fills the fields
public final class RequestCommand extends AskingCommand {
    @Option(name = "-c", aliases = "--callback", description = "Where to report every change of its status, a URI")
    @Nullable
    String callback;

    @Option(name = "--dry-run", description = "Show the decision; nothing runs")
    boolean dryRun;

    @Option(
            name = "-w",
            aliases = {"--wait", "--follow"},
            description = "Show the output, and wait for the end")
    boolean wait;

    @Argument(
            name = "command",
            description = "The words of the command; none for a service that is installed under its name",
            multiValued = true)
    @Nullable
    List<String> command;

    @Override
    void run(PrintStream out) throws Exception {
        ServiceRequest request = request(
                command == null ? List.of() : List.copyOf(command),
                Optional.ofNullable(callback).map(RequestCommand::absolute));
        if (dryRun) {
            PlacementTable.print(await(services.place(request)), out);
            return;
        }
        try (OutputFollower follower = new OutputFollower(services)) {
            Outcome outcome = await(services.request(request));
            if (outcome instanceof Outcome.Refused refused) {
                throw new IllegalStateException(
                        refused.refusal().message() + ": " + refused.refusal().reason());
            }
            if (outcome instanceof Outcome.Placed placed) {
                out.println("Execution " + placed.id() + " runs as " + placed.type() + " on "
                        + placed.target().getHostAddress());
                if (wait) {
                    waitForEnd(follower, placed.id(), out);
                }
            }
        }
    }

    private static void waitForEnd(OutputFollower follower, ExecutionId id, PrintStream out)
            throws InterruptedException {
        ServiceStatus end = follower.follow(id, out);
        String words = end.status().word()
                + end.status().reason().map(why -> ": " + why).orElse("");
        if (!(end.status() instanceof ExecutionStatus.Finished)) {
            throw new IllegalStateException("execution " + id + " " + words);
        }
        out.println(words);
    }

    private static URI absolute(String text) {
        URI uri = URI.create(text);
        if (uri.getHost() == null || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
            throw new IllegalArgumentException("the callback is not an http or https URI: " + text);
        }
        return uri;
    }
}
