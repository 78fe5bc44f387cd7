// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionStatus;
import org.edgeorchestration.api.execution.ExecutionStatus.Accepted;
import org.edgeorchestration.api.execution.ExecutionStatus.Finished;
import org.edgeorchestration.api.execution.ExecutionStatus.Pulling;
import org.edgeorchestration.api.execution.ExecutionStatus.Started;
import org.edgeorchestration.api.service.ServiceStatus;

class LettersTest {
    private final Letters letters = new Letters(new ExecutionId("e"), URI.create("http://localhost/"));
    private int sequence;

    private boolean add(ExecutionStatus status) {
        return letters.add(new Letters.Letter(Samples.status("e", ++sequence, status), 0));
    }

    private List<String> drain() {
        List<String> said = new ArrayList<>();
        while (!letters.isEmpty()) {
            ExecutionStatus status = letters.first().status().status();
            said.add(status.reason().orElse(status.word()));
            letters.removeFirst();
        }
        return said;
    }

    @Example
    void goInOrder() {
        add(new Accepted());
        add(new Started());
        add(new Finished());
        assertThat(letters.size()).isEqualTo(3);
        assertThat(drain()).containsExactly("Accepted", "Started", "Finished");
    }

    @Example
    void aNewerPullingReplacesAnOlderOneThatWaits() {
        add(new Accepted());
        assertThat(add(new Pulling("1 of 3"))).isFalse();
        assertThat(add(new Pulling("2 of 3"))).isTrue();
        add(new Started());
        assertThat(drain()).containsExactly("Accepted", "2 of 3", "Started");
    }

    @Example
    void aPullingThatIsUnderWayIsNotReplaced() {
        add(new Pulling("1 of 3"));
        add(new Pulling("2 of 3"));
        add(new Pulling("3 of 3"));
        assertThat(drain()).containsExactly("1 of 3", "3 of 3");
    }

    @Example
    void countsTheAttemptsOfTheFirstOnly() {
        add(new Accepted());
        add(new Started());
        letters.attempt();
        letters.attempt();
        assertThat(letters.attempts()).isEqualTo(2);
        letters.removeFirst();
        assertThat(letters.attempts()).isZero();
    }

    @Property
    void neverHoldsMoreThanFourOfOneLife(@ForAll("reports") List<ExecutionStatus> reports) {
        ServiceStatus status = Samples.accepted("e");
        Letters own = new Letters(new ExecutionId("e"), URI.create("http://localhost/"));
        own.add(new Letters.Letter(status, 0));
        for (ExecutionStatus report : reports) {
            var next = Lifecycle.after(status, report, Samples.NOW);
            if (next.isPresent()) {
                status = next.get();
                own.add(new Letters.Letter(status, 0));
            }
        }
        assertThat(own.size()).isLessThanOrEqualTo(4);
        int last = 0;
        for (; !own.isEmpty(); own.removeFirst()) {
            assertThat(own.first().status().sequence()).isGreaterThan(last);
            last = own.first().status().sequence();
        }
        assertThat(last).isEqualTo(status.sequence());
    }

    @Provide
    Arbitrary<List<ExecutionStatus>> reports() {
        return Arbitraries.<ExecutionStatus>of(
                        new Pulling("1"), new Pulling("2"), new Pulling("3"), new Started(), new Finished())
                .list()
                .ofMaxSize(20);
    }
}
