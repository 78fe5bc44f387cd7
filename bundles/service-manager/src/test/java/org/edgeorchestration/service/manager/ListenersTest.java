// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionStatus.Finished;
import org.edgeorchestration.api.execution.OutputLine;
import org.edgeorchestration.api.service.ServiceListener;
import org.edgeorchestration.api.service.ServiceManager.Subscription;
import org.edgeorchestration.api.service.ServiceStatus;
import org.junit.jupiter.api.Test;

class ListenersTest {
    private final List<String> heard = new ArrayList<>();
    private final ServiceListener listener = new ServiceListener() {
        @Override
        public void changed(ServiceStatus status) {
            heard.add(status.status().word());
        }

        @Override
        public void wrote(ExecutionId id, OutputLine line) {
            heard.add(id + ":" + line.text());
        }
    };
    private final Listeners listeners = new Listeners();
    private final ExecutionRecord record = Samples.record("e", listeners);

    @Test
    void hearOfStatusesAndOutput() {
        listeners.subscribe(listener);
        record.accepted();
        record.wrote(new OutputLine(OutputLine.Stream.STDERR, "hm"));
        record.changed(new Finished());
        assertThat(heard).containsExactly("Accepted", "e:hm", "Finished");
    }

    @Test
    void hearNothingAfterTheSubscriptionIsClosed() {
        Subscription first = listeners.subscribe(listener);
        Subscription second = listeners.subscribe(listener);
        first.close();
        first.close();
        record.accepted();
        second.close();
        record.changed(new Finished());
        assertThat(heard).containsExactly("Accepted");
    }

    @Test
    void oneThatThrowsIsDroppedAndHarmsNobody() {
        List<String> calls = new ArrayList<>();
        listeners.subscribe(new ServiceListener() {
            @Override
            public void changed(ServiceStatus status) {
                calls.add(status.status().word());
                throw new IllegalStateException("a bug");
            }
        });
        listeners.subscribe(new ServiceListener() {
            @Override
            public void changed(ServiceStatus status) {
                calls.add("its bundle is gone");
                throw new NoClassDefFoundError();
            }
        });
        listeners.subscribe(listener);
        record.accepted();
        record.changed(new Finished());
        assertThat(calls).containsExactly("Accepted", "its bundle is gone");
        assertThat(heard).containsExactly("Accepted", "Finished");
    }
}
