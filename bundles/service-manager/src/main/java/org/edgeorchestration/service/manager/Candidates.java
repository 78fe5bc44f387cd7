// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.edgeorchestration.api.execution.Refusal;
import org.edgeorchestration.api.node.ExecutionType;
import org.edgeorchestration.api.node.Node;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.service.Placement.Candidate.Excluded;
import org.edgeorchestration.api.service.ServiceRequest;
import org.edgeorchestration.api.service.ServiceRequest.Variant;

/**
 * First step of the line: who could run it. Pure.
 *
 * <p>The rule is the specification's, section 4.5: a container with a command runs on every node that runs containers; anything
 * else needs the service to be among the node's installed ones. A node that offers several types takes the first
 * of the request's variants that it can run; of several variants of one type only the first counts (section 4.4, step 7).
 *
 * <p>About <em>this</em> node more is known than 4.5 can say: its executors look at the very words of the order. So here
 *
 * <ul>
 *   <li>an order that the executor would refuse makes this node no candidate, with the executor's sentence as the reason: another
 *       node may still take it, and a dry run shows what would really happen;
 *   <li>a command for a service that is not installed is left to the executor, so that an administrator who opened the native
 *       executor need not register each program as well;
 *   <li>Go's order of checks decides the answer's {@code Message}: where 4.5 alone leaves the node out (an unregistered native
 *       program, H20 of section 11.6) it is {@code No Device Is Return}; where 4.5 lets it pass and the
 *       validators of 6.6 or the executor's own parser object, that {@linkplain #verdict() verdict} is the answer. Either way the
 *       executor's helpful sentence reaches the caller as the {@code Reason}. An executor that is busy says so in any case, so
 *       that the caller knows to come again;
 *   <li>a node that qualifies, but may not choose itself ({@code SelfSelection}), stands aside only after 4.5, as on Go, where
 *       nobody is then left to be scored: {@code SERVICE_NOT_FOUND}.
 * </ul>
 *
 * @param fit who could, and how
 * @param excluded who could not, and why
 * @param verdict the refusal to answer with when nobody could, though this node qualified
 */
record Candidates(List<Fit> fit, List<Excluded> excluded, Optional<Refusal> verdict) {
    private static final String SERVICE_NOT_FOUND = "SERVICE_NOT_FOUND";
    private static final String NOT_ITSELF = "the request excludes the node it was sent to (SelfSelection is false)";

    /**
     * A node that could run the service.
     *
     * @param node the node
     * @param variant the way it would run it
     */
    record Fit(Node node, Variant variant) {}

    Candidates {
        fit = List.copyOf(fit);
        excluded = List.copyOf(excluded);
    }

    /**
     * Parts {@code nodes} into those that could run {@code request} and those that could not.
     *
     * @param self which of them is this node
     * @param here what this node's executor says to a variant: why not, or nothing
     */
    static Candidates of(
            ServiceRequest request, List<Node> nodes, NodeId self, Function<Variant, Optional<Refusal>> here) {
        List<Fit> fit = new ArrayList<>();
        List<Excluded> excluded = new ArrayList<>();
        Optional<Refusal> verdict = Optional.empty();
        for (Node node : nodes) {
            boolean local = node.id().equals(self);
            Look look = new Look(request, node, local ? here : variant -> Optional.empty(), local);
            look.find().ifPresentOrElse(fit::add, () -> excluded.add(new Excluded(node, look.reason())));
            verdict = verdict.or(() -> look.verdict);
        }
        return new Candidates(fit, excluded, verdict);
    }

    /** The first variant of each type, in the request's order of preference. */
    private static Collection<Variant> ways(ServiceRequest request) {
        Map<ExecutionType, Variant> first = new LinkedHashMap<>();
        request.variants().forEach(variant -> first.putIfAbsent(variant.type(), variant));
        return first.values();
    }

    /** One look at one node. */
    private static final class Look {
        private final ServiceRequest request;
        private final Node node;
        private final Function<Variant, Optional<Refusal>> executor;
        private final boolean local;
        private final Set<String> reasons = new LinkedHashSet<>();
        private Optional<Refusal> verdict = Optional.empty();

        Look(ServiceRequest request, Node node, Function<Variant, Optional<Refusal>> executor, boolean local) {
            this.request = request;
            this.node = node;
            this.executor = executor;
            this.local = local;
        }

        Optional<Fit> find() {
            if (local && !request.selfSelection()) {
                standAside();
                return Optional.empty();
            }
            return ways(request).stream().filter(this::possible).findFirst().map(variant -> new Fit(node, variant));
        }

        private void standAside() {
            reasons.add(NOT_ITSELF);
            if (ways(request).stream().anyMatch(variant -> offers(variant) && qualifies(variant))) {
                verdict = Optional.of(Refusal.declined(SERVICE_NOT_FOUND, NOT_ITSELF));
            }
        }

        private boolean offers(Variant variant) {
            return node.executionTypes().contains(variant.type());
        }

        private boolean possible(Variant variant) {
            if (!offers(variant)) {
                reasons.add(noExecutor(variant.type()));
                return false;
            }
            boolean qualifies = qualifies(variant);
            boolean executorDecides = local && !variant.command().isEmpty();
            if (!qualifies && !executorDecides) {
                reasons.add("the service '" + request.serviceName() + "' is not installed on " + place()
                        + ": install it there (apps/<name>/<name>.conf) or bring a command in ExecCmd");
                return false;
            }
            Optional<Refusal> refusal = executor.apply(variant);
            refusal.ifPresent(why -> refused(why, qualifies));
            return refusal.isEmpty();
        }

        private void refused(Refusal why, boolean qualifies) {
            reasons.add(why.reason());
            if (verdict.isEmpty() && (qualifies || why.kind() == Refusal.Kind.BUSY)) {
                verdict = Optional.of(why);
            }
        }

        private boolean qualifies(Variant variant) {
            boolean bringsContainer = variant.type().equals(ExecutionType.CONTAINER)
                    && !variant.command().isEmpty();
            return bringsContainer || node.services().contains(request.serviceName());
        }

        private String noExecutor(ExecutionType type) {
            String hint =
                    local && type.equals(ExecutionType.CONTAINER) ? ": is the Docker engine running?" : whatItHas();
            return "no executor for " + type + " on " + place() + hint;
        }

        private String whatItHas() {
            return node.executionTypes().isEmpty()
                    ? ", which has none at all"
                    : ", which runs "
                            + node.executionTypes().stream()
                                    .sorted()
                                    .map(ExecutionType::name)
                                    .collect(Collectors.joining(", "));
        }

        private String place() {
            return local ? "this node" : "node " + node.id();
        }

        String reason() {
            return reasons.isEmpty()
                    ? "ServiceInfo names no execution type that a node can have, such as container or native"
                    : String.join("; ", reasons);
        }
    }
}
