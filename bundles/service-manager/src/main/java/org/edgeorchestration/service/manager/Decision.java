// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.edgeorchestration.api.execution.Refusal;
import org.edgeorchestration.api.service.Placement;
import org.edgeorchestration.api.service.Placement.Candidate.Excluded;

/**
 * What the line came to.
 *
 * @param placement everything considered, with the winner where there is one
 * @param verdict the answer to give when nobody won, where that is not "no device" ({@link Candidates#verdict()})
 */
record Decision(Placement placement, Optional<Refusal> verdict) {
    /** The Go project's words for "no candidate" (specification, section 1.3.6). */
    static final String NO_DEVICE = "not found error : No Device Is Return";

    private static final int REASONS = 5;

    /** What to tell the caller when nobody won: with several nodes, why none of them. */
    Refusal refusal() {
        return verdict.map(own ->
                        placement.candidates().size() > 1 ? new Refusal(own.kind(), own.message(), reason()) : own)
                .orElseGet(() -> noDevice(reason()));
    }

    static Refusal noDevice(String reason) {
        return Refusal.declined(NO_DEVICE, reason);
    }

    private String reason() {
        List<String> reasons = placement.candidates().stream()
                .filter(Excluded.class::isInstance)
                .map(candidate -> ((Excluded) candidate).reason())
                .distinct()
                .toList();
        String first = reasons.stream().limit(REASONS).collect(Collectors.joining("; "));
        return reasons.size() > REASONS ? first + "; and " + (reasons.size() - REASONS) + " more" : first;
    }
}
