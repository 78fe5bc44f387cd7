// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import java.util.Optional;
import org.edgeorchestration.api.execution.ExecutionStatus;

/** The image of one execution: it is here, or is pulled, and again when somebody removes it too soon. Any thread. */
final class RunImage implements ImagePulls.Waiter {
    /** So often an image that was removed before its container was created is pulled anew. */
    private static final int MAX_VANISHINGS = 2;

    private final ImageReference image;
    private final RunWorkshop workshop;
    private final Report report;
    private final RunSteps steps;
    private final RunSteps.Step next;

    // both below are guarded by this
    private boolean pulled;
    private int vanishings;

    /** @param next the step that is taken when the image was pulled */
    RunImage(ImageReference image, RunWorkshop workshop, Report report, RunSteps steps, RunSteps.Step next) {
        this.image = image;
        this.workshop = workshop;
        this.report = report;
        this.steps = steps;
        this.next = next;
    }

    /** Whether it need not be pulled; once it was, the engine is not asked again. */
    boolean isHere() throws EngineException {
        return wasPulled() || workshop.engine().hasImage(image);
    }

    /** Whether somebody removed it after it was seen, as those do who make room on the disk; and not time and again. */
    boolean hasVanished() throws EngineException {
        if (workshop.engine().hasImage(image)) {
            return false;
        }
        synchronized (this) {
            return vanishings++ < MAX_VANISHINGS;
        }
    }

    /** Has it pulled, and the next step taken then. */
    void pull() {
        report.note("pulling " + image);
        report.changed(new ExecutionStatus.Pulling("pulling " + image));
        workshop.pulls().join(image, this);
        if (report.ended()) {
            leave();
        }
    }

    /** Waits for it no longer. */
    void leave() {
        workshop.pulls().leave(image, this);
    }

    @Override
    public void progress(String text) {
        report.changed(new ExecutionStatus.Pulling(text));
    }

    @Override
    public void pulled(Optional<EngineException> error) {
        if (error.isEmpty()) {
            report.note("pulled " + image);
            synchronized (this) {
                pulled = true;
            }
            steps.take(workshop.starts(), next);
        } else if (error.get().kind() == EngineException.Kind.AWAY) {
            steps.takeWhenEngineIsBack(
                    workshop.starts(), next, String.valueOf(error.get().getMessage()));
        } else {
            steps.fail("pulling " + image + " failed: " + error.get().getMessage());
        }
    }

    private synchronized boolean wasPulled() {
        return pulled;
    }
}
