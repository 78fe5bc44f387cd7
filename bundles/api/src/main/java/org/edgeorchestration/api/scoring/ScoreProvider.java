// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.api.scoring;

import java.time.Duration;
import java.util.Optional;

/**
 * Measures this machine and rates machines. Called by the service manager while it decides, on a request's thread: every
 * method answers from memory within microseconds and never throws. One service per framework, from the bundle {@code scoring}.
 */
public interface ScoreProvider {

    /** The last measurement of this machine; empty only until the first one is done, well under a second after start. */
    Optional<Sample> sample();

    /**
     * Our own score of a machine with these resources: monotone (more load, less memory or a longer way never score
     * higher). Pure: the same arguments give the same score on every node.
     *
     * @param resources the machine's resources
     * @param roundTrip the way from the asking node to that machine and back; {@link Duration#ZERO} for this machine
     */
    Score fitness(Resources resources, Duration roundTrip);

    /**
     * The Go project's score (specification, section 4.1), as its nodes compute it. Pure.
     *
     * @param resources the machine's resources; memory does not count
     * @param roundTrip the round trip between the machine and the requester; zero or negative means not measured
     */
    Score goScore(Resources resources, Duration roundTrip);
}
