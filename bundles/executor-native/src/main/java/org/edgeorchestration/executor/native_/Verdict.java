// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.native_;

import java.util.List;
import java.util.Optional;
import org.edgeorchestration.api.execution.Refusal;

/** Whether an order may run, and as what. */
sealed interface Verdict {

    /**
     * It may.
     *
     * @param words what to run: an absolute path to an executable file, and its arguments
     */
    record Admitted(List<String> words) implements Verdict {
        @Override
        public Optional<Refusal> refusal() {
            return Optional.empty();
        }
    }

    /**
     * It may not.
     *
     * @param why the reason, for the caller
     */
    record Refused(Refusal why) implements Verdict {
        @Override
        public Optional<Refusal> refusal() {
            return Optional.of(why);
        }
    }

    /** Why not; empty when it may. */
    Optional<Refusal> refusal();
}
