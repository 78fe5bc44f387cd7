// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.edgeorchestration.api.execution.ExecutionStatus;
import org.edgeorchestration.api.execution.ExecutionStatus.Accepted;
import org.edgeorchestration.api.execution.ExecutionStatus.Failed;
import org.edgeorchestration.api.execution.ExecutionStatus.Finished;
import org.edgeorchestration.api.execution.ExecutionStatus.Lost;
import org.edgeorchestration.api.execution.ExecutionStatus.Pulling;
import org.edgeorchestration.api.execution.ExecutionStatus.Started;
import org.edgeorchestration.api.execution.ExecutionStatus.Stopped;
import org.edgeorchestration.api.service.ServiceStatus;

class LifecycleTest {
    private static List<ServiceStatus> life(List<ExecutionStatus> reports) {
        List<ServiceStatus> life = new ArrayList<>(List.of(Samples.accepted("e")));
        for (ExecutionStatus report : reports) {
            Lifecycle.after(life.get(life.size() - 1), report, Samples.NOW.plusSeconds(life.size()))
                    .ifPresent(life::add);
        }
        return life;
    }

    private static List<String> words(List<ServiceStatus> life) {
        return life.stream().map(status -> status.status().word()).toList();
    }

    @Example
    void goesTheWholeWay() {
        List<ServiceStatus> life =
                life(List.of(new Pulling("1 of 2"), new Pulling("2 of 2"), new Started(), new Finished()));
        assertThat(words(life)).containsExactly("Accepted", "Pulling", "Pulling", "Started", "Finished");
        assertThat(life).extracting(ServiceStatus::sequence).containsExactly(1, 2, 3, 4, 5);
        assertThat(life).extracting(ServiceStatus::created).containsOnly(Samples.NOW);
        assertThat(life.get(4).changed()).isEqualTo(Samples.NOW.plusSeconds(4));
    }

    @Example
    void neverGoesBack() {
        assertThat(words(life(List.of(new Started(), new Pulling("late"), new Accepted(), new Started()))))
                .containsExactly("Accepted", "Started");
    }

    @Example
    void ignoresWhatChangesNothing() {
        assertThat(words(life(List.of(new Pulling("1 of 2"), new Pulling("1 of 2")))))
                .containsExactly("Accepted", "Pulling");
    }

    @Property
    void endsOnceAndCountsByOneWhateverIsReported(@ForAll("reports") List<ExecutionStatus> reports) {
        List<ServiceStatus> life = life(reports);
        for (int i = 0; i < life.size(); i++) {
            assertThat(life.get(i).sequence()).isEqualTo(i + 1);
            assertThat(life.get(i).status().terminal() && i < life.size() - 1).isFalse();
        }
        boolean reported = reports.stream().anyMatch(ExecutionStatus::terminal);
        assertThat(life.get(life.size() - 1).status().terminal()).isEqualTo(reported);
    }

    @Provide
    Arbitrary<List<ExecutionStatus>> reports() {
        return Arbitraries.<ExecutionStatus>of(
                        new Accepted(),
                        new Pulling("1 of 2"),
                        new Pulling("2 of 2"),
                        new Started(),
                        new Finished(),
                        new Failed(OptionalInt.of(1), "exit code 1"),
                        new Stopped(OptionalInt.empty()),
                        new Lost("the engine went away"))
                .list()
                .ofMaxSize(12);
    }
}
