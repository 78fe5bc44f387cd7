// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.shell;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.edgeorchestration.api.execution.InstalledService;
import org.edgeorchestration.api.execution.InstalledServices;
import org.edgeorchestration.api.node.ExecutionType;
import org.edgeorchestration.api.service.ServiceManager;
import org.edgeorchestration.api.service.ServiceRequest;
import org.edgeorchestration.api.service.ServiceRequest.Variant;
import org.jspecify.annotations.Nullable;

/** A command that takes a request for a service, in the words of a person. */
@SuppressWarnings("NullAway.Init") // Karaf fills the fields
abstract class AskingCommand extends EdgeCommand {
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

    @Option(name = "-r", aliases = "--requester", description = "The name of the application that asks")
    @Nullable
    String requester;

    @Option(name = "--no-self", description = "This node is not to choose itself")
    boolean noSelf;

    @Option(name = "--", description = "The command follows")
    boolean separator;

    @Reference
    ServiceManager services;

    @Reference
    InstalledServices installed;

    /**
     * The request.
     *
     * @param words the words of the command; none for an installed service
     * @param callback where to report every change of its status
     */
    final ServiceRequest request(List<String> words, Optional<URI> callback) {
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
                callback,
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
}
