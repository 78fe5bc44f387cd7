// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.scoring;

import java.time.Duration;
import java.util.List;
import org.edgeorchestration.api.scoring.Resources;
import org.edgeorchestration.api.scoring.Score;
import org.edgeorchestration.api.scoring.Score.Term;

/**
 * Our own score: the inverse of the seconds that one more job is expected to cost.
 *
 * <pre>
 * score  = 100 / (run + wait + memory + way)
 *
 * run    = 1000 MHz / frequency                                       s
 * wait   = run · u^(√(2(n+1)) − 1) / (n · (1 − u + 0.01))             s
 * memory = (256 MiB / (available + 4 MiB))²                           s
 * way    = round trip                                                 s
 * </pre>
 *
 * <ul>
 *   <li><b>run</b>: the reference job is one thread of 10⁹ cycles, a second at 1 GHz. A score of 100 is that job done
 *       in one second, 300 in a third of one.
 *   <li><b>wait</b>: how long the job waits for one of n processors of which the share u is in use: Sakasegawa's
 *       approximation of the M/M/n queue (<i>An approximation formula L<sub>q</sub> ≅ α·ρ<sup>β</sup>/(1−ρ)</i>, Annals
 *       of the Institute of Statistical Mathematics 29, 1977). One processor at 50 % doubles the time, four at 50 % add
 *       a tenth, 64 at 95 % a sixth. How long the queue is behind 100 % no one can see: the 0.01 takes it for a hundred
 *       jobs.
 *   <li><b>memory</b>: nothing to speak of while a job's 256 MiB are there many times over, a second when they are
 *       there once, over an hour when nothing is free: a machine that swaps is slow whatever its processors.
 *   <li><b>way</b>: the order and its answer. Three milliseconds never outweigh a processor four times as fast.
 * </ul>
 *
 * <p>Monotone: more usage, less available memory, a longer way, fewer processors or a lower frequency never give a
 * higher score. {@link StrictMath}, so that every node computes the same bits.
 *
 * <p>The terms add up to the score: {@code cpu} is what the idle machine beside us would reach; {@code load},
 * {@code memory} and {@code way} are what it loses to each, 0 or less.
 */
final class OwnScore {
    private static final double POINTS = 100;
    private static final double REFERENCE_MHZ = 1_000;
    /** Below any real processor; keeps the score above 0. */
    private static final double LOWEST_MHZ = 1;

    private static final double UNSEEN_QUEUE = 0.01;
    private static final double REFERENCE_MEMORY = 256L << 20;
    private static final double LAST_MEMORY = 4L << 20;

    Score of(Resources resources, Duration roundTrip) {
        double run = REFERENCE_MHZ / Math.max(LOWEST_MHZ, resources.cpuFrequency());
        double loaded = run + run * queue(resources.cpuUsage() / 100, resources.cpuCount());
        double pressed = loaded + pressure(resources.memoryAvailable());
        double distant = pressed + Math.max(0, Seconds.of(roundTrip));
        return new Score(
                POINTS / distant,
                List.of(
                        new Term("cpu", POINTS / run),
                        new Term("load", POINTS / loaded - POINTS / run),
                        new Term("memory", POINTS / pressed - POINTS / loaded),
                        new Term("way", POINTS / distant - POINTS / pressed)));
    }

    /** How many times its own run time a job waits. */
    private static double queue(double usage, int processors) {
        double exponent = StrictMath.sqrt(2 * (processors + 1.0)) - 1;
        return StrictMath.pow(usage, exponent) / (processors * (1 - usage + UNSEEN_QUEUE));
    }

    private static double pressure(long available) {
        double share = REFERENCE_MEMORY / (available + LAST_MEMORY);
        return share * share;
    }
}
