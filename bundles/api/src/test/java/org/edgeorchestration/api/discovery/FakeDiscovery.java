// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.api.discovery;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Claims what the test says; watchers are told on the test's thread. */
public final class FakeDiscovery implements Discovery {
    private final List<Entry> watchers = new CopyOnWriteArrayList<>();
    private volatile List<Sighting> sightings = List.of();

    /** Compared by identity: one action may watch several times. */
    private final class Entry implements Watch {
        private final Runnable action;

        Entry(Runnable action) {
            this.action = action;
        }

        @Override
        public void close() {
            watchers.remove(this);
        }
    }

    /** From now on it claims this, and nothing else. */
    public void claim(Sighting... now) {
        sightings = List.of(now);
        watchers.forEach(watcher -> watcher.action.run());
    }

    @Override
    public Collection<Sighting> sightings() {
        return sightings;
    }

    @Override
    public Watch watch(Runnable action) {
        Entry entry = new Entry(action);
        watchers.add(entry);
        return entry;
    }

    /** How many watch now. */
    public int watchers() {
        return watchers.size();
    }
}
