// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.edgeorchestration.api.execution.OutputLine;
import org.edgeorchestration.api.service.ServiceListener;
import org.edgeorchestration.api.service.ServiceManager.Subscription;
import org.edgeorchestration.api.service.ServiceStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Those who watch executions from outside this bundle. They are called on the executors' threads, as {@link ServiceListener}
 * says; one that throws, or whose bundle is being replaced, is dropped, so that it cannot harm an execution or another
 * listener.
 */
final class Listeners implements ExecutionFollower {
    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    private final List<Entry> entries = new CopyOnWriteArrayList<>();

    /** One subscription; the same listener may have several. */
    private final class Entry implements Subscription {
        private final ServiceListener listener;

        Entry(ServiceListener listener) {
            this.listener = listener;
        }

        @Override
        public void close() {
            entries.remove(this);
        }
    }

    Subscription subscribe(ServiceListener listener) {
        Entry entry = new Entry(listener);
        entries.add(entry);
        return entry;
    }

    @Override
    public void changed(ExecutionRecord execution, ServiceStatus status) {
        tell(listener -> listener.changed(status));
    }

    @Override
    public void wrote(ExecutionRecord execution, OutputLine line) {
        tell(listener -> listener.wrote(execution.id(), line));
    }

    private void tell(Consumer<ServiceListener> event) {
        for (Entry entry : entries) {
            try {
                event.accept(entry.listener);
            } catch (RuntimeException | LinkageError e) {
                entry.close();
                LOG.error(
                        "listener={} threw and is dropped",
                        entry.listener.getClass().getName(),
                        e);
            }
        }
    }
}
