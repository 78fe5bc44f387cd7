// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.edgeorchestration.api.node.ExecutionType.CONTAINER;
import static org.edgeorchestration.api.node.ExecutionType.NATIVE;
import static org.edgeorchestration.service.manager.Requests.variant;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.edgeorchestration.api.execution.Refusal;
import org.edgeorchestration.api.node.ExecutionType;
import org.edgeorchestration.api.node.Node;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.service.ServiceRequest;
import org.edgeorchestration.api.service.ServiceRequest.Variant;
import org.junit.jupiter.api.Test;

class CandidatesTest {
    private static final ExecutionType ANDROID = new ExecutionType("android");
    private static final NodeId SELF = new NodeId("self");
    private static final Refusal REFUSAL =
            Refusal.declined("not found registered service", "no .conf registers the program");

    private static Optional<Refusal> takesAll(Variant variant) {
        return Optional.empty();
    }

    private static Optional<Refusal> refuses(Variant variant) {
        return Optional.of(REFUSAL);
    }

    private static Candidates here(
            ServiceRequest request,
            Function<Variant, Optional<Refusal>> executor,
            Set<ExecutionType> types,
            String... services) {
        return Candidates.of(request, List.of(Samples.node("self", types, services)), SELF, executor);
    }

    private static Candidates away(ServiceRequest request, Set<ExecutionType> types, String... services) {
        return Candidates.of(request, List.of(Samples.node("other", types, services)), SELF, CandidatesTest::refuses);
    }

    private static String reason(Candidates candidates) {
        assertThat(candidates.fit()).isEmpty();
        return candidates.excluded().get(0).reason();
    }

    @Test
    void aContainerWithACommandRunsWhereverContainersRun() {
        assertThat(away(Requests.hello(), Set.of(CONTAINER)).fit()).hasSize(1);
        assertThat(here(Requests.hello(), CandidatesTest::takesAll, Set.of(CONTAINER))
                        .fit())
                .hasSize(1);
    }

    @Test
    void aContainerWithoutACommandMustBeInstalled() {
        ServiceRequest request = Requests.of("web", variant(CONTAINER));
        assertThat(reason(away(request, Set.of(CONTAINER), "other"))).contains("'web' is not installed on node other");
        assertThat(away(request, Set.of(CONTAINER), "web").fit()).hasSize(1);
        assertThat(reason(here(request, CandidatesTest::takesAll, Set.of(CONTAINER))))
                .contains("'web' is not installed on this node");
        assertThat(here(request, CandidatesTest::takesAll, Set.of(CONTAINER), "web")
                        .fit())
                .hasSize(1);
    }

    @Test
    void anotherTypeMustBeInstalledOnAnotherNodeEvenWithACommand() {
        ServiceRequest request = Requests.of("ls", variant(NATIVE, "ls"));
        assertThat(reason(away(request, Set.of(NATIVE)))).contains("'ls' is not installed on node other");
        assertThat(away(request, Set.of(NATIVE), "ls").fit()).hasSize(1);
    }

    @Test
    void thisNodesExecutorMayOpenItselfToProgramsThatAreNotInstalled() {
        ServiceRequest request = Requests.of("ls", variant(NATIVE, "ls"));
        assertThat(here(request, CandidatesTest::takesAll, Set.of(NATIVE)).fit())
                .hasSize(1);
    }

    @Test
    void anUnregisteredProgramIsNoDeviceAsOnGoButWithTheExecutorsReason() {
        Candidates candidates = here(Requests.of("ls", variant(NATIVE, "ls")), CandidatesTest::refuses, Set.of(NATIVE));
        assertThat(reason(candidates)).isEqualTo(REFUSAL.reason());
        assertThat(candidates.verdict()).isEmpty();
    }

    @Test
    void aRegisteredServiceThatTheExecutorRefusesKeepsTheExecutorsAnswer() {
        Candidates candidates =
                here(Requests.of("ls", variant(NATIVE, "rm")), CandidatesTest::refuses, Set.of(NATIVE), "ls");
        assertThat(reason(candidates)).isEqualTo(REFUSAL.reason());
        assertThat(candidates.verdict()).contains(REFUSAL);
    }

    @Test
    void anExecutorThatIsBusySaysSoForProgramsThatAreNotInstalledToo() {
        Refusal busy = Refusal.busy("all hands are full");
        Candidates candidates =
                here(Requests.of("ls", variant(NATIVE, "ls")), variant -> Optional.of(busy), Set.of(NATIVE));
        assertThat(candidates.verdict()).contains(busy);
    }

    @Test
    void aContainerWhoseWordsTheExecutorRefusesKeepsTheExecutorsAnswer() {
        assertThat(here(Requests.hello(), CandidatesTest::refuses, Set.of(CONTAINER))
                        .verdict())
                .contains(REFUSAL);
    }

    @Test
    void saysWhichExecutorIsMissingHereAndWhatToLookAt() {
        assertThat(reason(here(Requests.hello(), CandidatesTest::takesAll, Set.of(NATIVE))))
                .isEqualTo("no executor for container on this node: is the Docker engine running?");
        assertThat(reason(here(
                        Requests.of("a", variant(ANDROID, "a")), CandidatesTest::takesAll, Set.of(NATIVE, CONTAINER))))
                .isEqualTo("no executor for android on this node, which runs container, native");
        assertThat(reason(away(Requests.hello(), Set.of())))
                .isEqualTo("no executor for container on node other, which has none at all");
    }

    @Test
    void thisNodeStandsAsideWhenItMayNotChooseItself() {
        Node self = Samples.node("self", Set.of(CONTAINER));
        Node other = Samples.node("other", Set.of(CONTAINER));
        Candidates candidates = Candidates.of(
                Requests.elsewhere(Requests.hello()), List.of(self, other), SELF, CandidatesTest::takesAll);
        assertThat(candidates.fit()).extracting(Candidates.Fit::node).containsExactly(other);
        assertThat(candidates.excluded()).singleElement().satisfies(excluded -> {
            assertThat(excluded.node()).isEqualTo(self);
            assertThat(excluded.reason()).contains("SelfSelection");
        });
    }

    @Test
    void standingAsideIsServiceNotFoundAsOnGoWhereTheNodeQualifies() {
        ServiceRequest hello = Requests.elsewhere(Requests.hello());
        assertThat(here(hello, CandidatesTest::takesAll, Set.of(CONTAINER)).verdict())
                .map(Refusal::message)
                .contains("SERVICE_NOT_FOUND");
        assertThat(here(hello, CandidatesTest::takesAll, Set.of(NATIVE)).verdict())
                .isEmpty();
    }

    @Test
    void takesTheFirstVariantThatTheNodeCanRun() {
        Variant first = variant(ANDROID, "a");
        Variant second = variant(NATIVE, "n");
        Candidates candidates = here(
                Requests.of("s", first, second, Requests.HELLO),
                variant -> variant.equals(second) ? Optional.of(REFUSAL) : Optional.empty(),
                Set.of(NATIVE, CONTAINER));
        assertThat(candidates.fit()).extracting(Candidates.Fit::variant).containsExactly(Requests.HELLO);
    }

    @Test
    void ofSeveralVariantsOfOneTypeOnlyTheFirstCounts() {
        Variant bad = variant(CONTAINER, "docker", "run", "--bad");
        Candidates candidates = here(
                Requests.of("s", bad, Requests.HELLO),
                variant -> variant.equals(bad) ? Optional.of(REFUSAL) : Optional.empty(),
                Set.of(CONTAINER));
        assertThat(candidates.fit()).isEmpty();
        assertThat(candidates.verdict()).contains(REFUSAL);
    }

    @Test
    void aRequestThatNamesNoWaySaysSo() {
        assertThat(reason(here(Requests.of("s"), CandidatesTest::takesAll, Set.of(CONTAINER))))
                .contains("ServiceInfo names no execution type");
    }

    @Test
    void givesEveryReasonOnce() {
        assertThat(reason(here(
                        Requests.of("s", variant(ANDROID, "a"), variant(NATIVE)),
                        CandidatesTest::takesAll,
                        Set.of(NATIVE))))
                .startsWith(
                        "no executor for android on this node, which runs native; the service 's' is not installed");
    }
}
