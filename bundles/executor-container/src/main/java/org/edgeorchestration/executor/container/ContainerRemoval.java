// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes one container for good; when the engine is away, as soon as it is back. */
final class ContainerRemoval {
    private static final Logger LOG = LoggerFactory.getLogger(ContainerRemoval.class);

    private final RunWorkshop workshop;
    private final String container;
    private final EngineAbsence absence;

    ContainerRemoval(RunWorkshop workshop, String container) {
        this.workshop = workshop;
        this.container = container;
        this.absence = new EngineAbsence(workshop.watch(), workshop.ticker(), workshop.patience());
    }

    void begin() {
        try {
            workshop.ends().execute(this::remove);
        } catch (RejectedExecutionException e) {
            giveUp("this node is stopping");
        }
    }

    private void remove() {
        try {
            workshop.engine().remove(container);
        } catch (EngineException e) {
            if (e.kind() == EngineException.Kind.AWAY) {
                absence.whenBack(this::begin, () -> giveUp(String.valueOf(e.getMessage())));
            } else {
                giveUp(String.valueOf(e.getMessage()));
            }
        } catch (RuntimeException e) {
            giveUp(e.toString());
        }
    }

    private void giveUp(String why) {
        LOG.warn("container={} could not be removed: {}; to remove it: docker rm -f {}", container, why, container);
    }
}
