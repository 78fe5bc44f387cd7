// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.api.scoring;

import java.util.List;

/**
 * How fit a node is: higher is better. A node that could not be scored has no score, never the score 0.
 *
 * @param value finite and above 0
 * @param terms what the value is made of, in the order in which people should read it; for the explanation of a choice
 */
public record Score(double value, List<Term> terms) {

    /**
     * One part of a score.
     *
     * @param name a word for people, such as {@code cpu} or {@code memory}
     * @param value its contribution, in the score's own unit
     */
    public record Term(String name, double value) {}

    public Score {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("a score is finite and above 0, but was " + value);
        }
        terms = List.copyOf(terms);
    }
}
