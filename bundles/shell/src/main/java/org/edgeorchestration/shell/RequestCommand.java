// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.shell;

import java.io.PrintStream;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionStatus;
import org.edgeorchestration.api.execution.InstalledService;
import org.edgeorchestration.api.execution.InstalledServices;
import org.edgeorchestration.api.node.ExecutionType;
import org.edgeorchestration.api.service.Outcome;
import org.edgeorchestration.api.service.ServiceManager;
import org.edgeorchestration.api.service.ServiceRequest;
import org.edgeorchestration.api.service.ServiceRequest.Variant;
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
public final class RequestCommand extends EdgeCommand {
    private static final long PATIENCE_SECONDS = 60;

    @Option(name = "-n", aliases = "--name", description = "The service's name; default: the first word of the command")
    @Completion(ServiceNameCompleter.class)
    @Nullable
    String name;

    @Option(
            name = "-t",
            aliases = "--type",
            description = "How it is to run; default: container for a command that begins with docker, else native")
    @Completion(ExecutionTypeCompleter.class)
    @Nullable
    String type;

    @Option(name = "-c", aliases = "--callback", description = "Where to report every change of its status, a URI")
    @Nullable
    String callback;

    @Option(name = "-r", aliases = "--requester", description = "The name of the application that asks")
    @Nullable
    String requester;

    @Option(name = "--no-self", description = "This node is not to choose itself")
    boolean noSelf;

    @Option(name = "--dry-run", description = "Show the decision; nothing runs")
    boolean dryRun;

    @Option(
            name = "-w",
            aliases = {"--wait", "--follow"},
            description = "Show the output, and wait for the end")
    boolean wait;

    @Option(name = "--", description = "The command follows")
    boolean separator;

    @Argument(
            name = "command",
            description = "The words of the command; none for a service that is installed under its name",
            multiValued = true)
    @Nullable
    List<String> command;

    @Reference
    ServiceManager services;

    @Reference
    InstalledServices installed;

    @Override
    void run(PrintStream out) throws Exception {
        ServiceRequest request = request();
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

    private static <T> T await(CompletionStage<T> answer) throws Exception {
        try {
            return answer.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("no answer within " + PATIENCE_SECONDS + " s", e);
        }
    }

    private ServiceRequest request() {
        List<String> words = command == null ? List.of() : List.copyOf(command);
        if (name == null && words.isEmpty()) {
            throw new IllegalArgumentException(
                    "what is to run? Give a command, or the name of an installed service by --name");
        }
        String service = name == null ? words.get(0) : name;
        return new ServiceRequest(
                service,
                types(service, words).stream()
                        .map(kind -> new Variant(kind, words))
                        .toList(),
                !noSelf,
                Optional.ofNullable(requester),
                Optional.ofNullable(callback).map(RequestCommand::absolute),
                Optional.empty());
    }

    private List<ExecutionType> types(String service, List<String> words) {
        if (type != null) {
            return List.of(new ExecutionType(type));
        }
        if (!words.isEmpty()) {
            return List.of(words.get(0).equals("docker") ? ExecutionType.CONTAINER : ExecutionType.NATIVE);
        }
        Optional<ExecutionType> here = installed.find(service).map(InstalledService::type);
        if (here.isPresent()) {
            return List.of(here.get());
        }
        // Installed elsewhere, perhaps, in whatever way.
        TreeSet<ExecutionType> known = new TreeSet<>();
        services.nodes().forEach(node -> known.addAll(node.executionTypes()));
        return List.copyOf(known);
    }

    private static URI absolute(String text) {
        URI uri = URI.create(text);
        if (uri.getHost() == null || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
            throw new IllegalArgumentException("the callback is not an http or https URI: " + text);
        }
        return uri;
    }
}
