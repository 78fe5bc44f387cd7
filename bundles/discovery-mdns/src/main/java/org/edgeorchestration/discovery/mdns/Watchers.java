// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.edgeorchestration.api.discovery.Discovery;

/** Who wants to know of changes. Any thread. */
final class Watchers {

    /** One of them: an object of its own even where the action is not, so that each watch ends itself only. */
    private final class Watcher implements Discovery.Watch {
        private final Runnable action;

        Watcher(Runnable action) {
            this.action = action;
        }

        @Override
        public void close() {
            watchers.remove(this);
        }
    }

    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();

    Discovery.Watch add(Runnable action) {
        Watcher watcher = new Watcher(action);
        watchers.add(watcher);
        return watcher;
    }

    void tell() {
        watchers.forEach(watcher -> watcher.action.run());
    }
}
