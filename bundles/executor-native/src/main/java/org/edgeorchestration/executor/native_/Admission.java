// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.native_;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.execution.InstalledService;
import org.edgeorchestration.api.execution.InstalledServices;
import org.edgeorchestration.api.execution.Refusal;
import org.edgeorchestration.api.node.ExecutionType;

/**
 * Decides which program an order runs, if any. The messages and the order of the checks are the Go project's
 * (specification, section 6.6); stricter in one point: what runs is the registered executable itself, never a path that
 * the caller names.
 */
final class Admission {
    private final Settings settings;
    private final InstalledServices installed;
    private final SearchPath path;
    private final Programs programs;

    /** @param programs what is to be found on {@code path} and elsewhere */
    Admission(Settings settings, InstalledServices installed, SearchPath path, Programs programs) {
        this.settings = settings;
        this.installed = installed;
        this.path = path;
        this.programs = programs;
    }

    /** Whether that service is for this executor and runs without a command. */
    boolean offers(InstalledService service) {
        return service.type().equals(ExecutionType.NATIVE)
                && executable(service)
                        .filter(program -> !settings.forbidden().contains(baseName(program.toString())))
                        .isPresent();
    }

    /** Looks at an order's words and, to see whether the program is there, at the programs; takes no longer than they do. */
    Verdict verdict(ExecutionOrder order) {
        Optional<InstalledService> service =
                installed.find(order.serviceName()).filter(found -> found.type().equals(ExecutionType.NATIVE));
        try {
            return service.isEmpty() && settings.open() ? unregistered(order) : registered(order, service);
        } catch (DiskHangs e) {
            return new Verdict.Refused(Refusal.busy(
                    "whether this node has the program cannot be seen: " + DiskHangs.WHY + "; try again when it does"));
        }
    }

    private Verdict registered(ExecutionOrder order, Optional<InstalledService> service) throws DiskHangs {
        if (settings.injectionCheck() && ShellSyntax.isIn(order.command())) {
            return refused(
                    "found injection command",
                    "the command contains one of " + ShellSyntax.SIGNS
                            + ", which this node refuses in the words of registered services");
        }
        Optional<Path> executable = service.flatMap(Admission::executable);
        if (service.isEmpty() || executable.isEmpty()) {
            return refused(
                    "not found registered service",
                    "no program is registered for the service '" + order.serviceName()
                            + "'; a .conf file in the node's apps directory registers one");
        }
        return matched(order, service.get(), executable.get());
    }

    private Verdict matched(ExecutionOrder order, InstalledService service, Path executable) throws DiskHangs {
        Optional<Path> program = programs.find(executable);
        List<String> words = order.command().isEmpty() ? ownWords(service) : order.command();
        // The administrator's own words may call the program by any path, as in the Go project.
        String word = order.command().isEmpty() ? baseName(words.get(0)) : words.get(0);
        String name = baseName(executable.toString());
        if (!word.equals(name)
                && !word.equals(executable.toString())
                && program.filter(found -> word.equals(found.toString())).isEmpty()) {
            return refused(
                    "not matched service with executable",
                    "the service '" + service.name() + "' runs the program '" + name
                            + "'; the command must begin with that name or its full path");
        }
        if (settings.forbidden().contains(name)) {
            return forbidden(name);
        }
        if (!service.allows(order.requester())) {
            return refused(
                    "not allowed service execution",
                    "the service '" + service.name() + "' is not open to "
                            + order.requester().map(who -> "'" + who + "'").orElse("requests without ServiceRequester")
                            + "; AllowedRequester in its .conf file names who may ask for it");
        }
        return found(program, executable.toString(), words);
    }

    private Verdict unregistered(ExecutionOrder order) throws DiskHangs {
        if (order.command().isEmpty()) {
            return refused(
                    "not found registered service",
                    "no program is registered for the service '" + order.serviceName()
                            + "', and the request brings no command");
        }
        String word = order.command().get(0);
        if (settings.forbidden().contains(baseName(word))) {
            return forbidden(baseName(word));
        }
        Optional<Path> named = SearchPath.path(word);
        return found(named.isPresent() ? programs.find(named.get()) : named, word, order.command());
    }

    private Verdict found(Optional<Path> program, String name, List<String> words) {
        if (program.isEmpty()) {
            return refused(
                    "not found executable file",
                    "there is no executable file '" + name
                            + "' on this node; programs named without a path are sought in " + path);
        }
        return new Verdict.Admitted(Stream.concat(
                        Stream.of(program.get().toString()), words.stream().skip(1))
                .toList());
    }

    private static Verdict forbidden(String name) {
        return refused("not allowed executable service", "this node never runs the program '" + name + "'");
    }

    private static Verdict refused(String message, String reason) {
        return new Verdict.Refused(Refusal.declined(message, reason));
    }

    /** What a service runs when a request brings no words. */
    private static List<String> ownWords(InstalledService service) {
        return service.command().isEmpty()
                ? List.of(service.executable().map(Path::toString).orElseThrow())
                : service.command();
    }

    /** The registered program; a .conf file that names only a whole command registers that command's first word. */
    private static Optional<Path> executable(InstalledService service) {
        return service.executable()
                .or(() -> service.command().stream().findFirst().flatMap(SearchPath::path));
    }

    private static String baseName(String word) {
        return word.substring(word.lastIndexOf('/') + 1);
    }
}
