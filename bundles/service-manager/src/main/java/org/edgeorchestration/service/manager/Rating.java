// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.edgeorchestration.api.peer.Load;
import org.edgeorchestration.api.scoring.Resources;
import org.edgeorchestration.api.scoring.Sample;
import org.edgeorchestration.api.scoring.Score;
import org.edgeorchestration.api.scoring.Score.Term;
import org.edgeorchestration.api.scoring.ScoreProvider;

/**
 * Turns what is known of a node into a score on one scale. Pure; made for one decision.
 *
 * <ul>
 *   <li>Who tells its resources, as nodes of this project do, is rated by {@link ScoreProvider#fitness}.
 *   <li>A node of the Go project that tells only its Go score is put on that scale by the one machine of which this node knows both:
 *       {@code fitness(own, roundTrip) · its Go score / goScore(own, roundTrip)}. The Go score rises with usage, so this is a
 *       rough guess at the machine, not at its load; that is why so few executions are {@linkplain Scoring entrusted} to it.
 *   <li>Who is not measured takes part with {@link #UNMEASURED} rather than not at all: that it is here and can run the service
 *       is certain, so the first request is neither refused nor made to wait, and every node that has been measured is
 *       preferred.
 * </ul>
 *
 * <p>Work that measurements cannot show yet divides the score by 1 + pending / processors: the job shares them with what is
 * about to run there. Without this, a burst of requests would all go to the node that was idle when it began. What runs and is
 * measured already counts {@link #ASLEEP} of that besides: a service that only waits now may wake up at any time, so of two
 * machines that are equally idle the one with fewer services is the better place.
 */
final class Rating {
    /** The score of a node that can run the service, but whose load is not known. */
    static final double UNMEASURED = 1e-6;

    /** How much of a job a service is that runs without showing in the measurements. */
    static final double ASLEEP = 1.0 / 8;

    private final Optional<ScoreProvider> scores;
    private final Optional<Resources> own;

    /**
     * @param scores who rates, where there is somebody
     * @param sample this node's last measurement
     */
    Rating(Optional<ScoreProvider> scores, Optional<Sample> sample) {
        this.scores = scores;
        this.own = sample.map(Sample::resources);
    }

    /**
     * This node's score.
     *
     * @param running executions that run here
     * @param pending executions here that the measurement does not show yet
     */
    Score here(int running, int pending) {
        Work work = new Work(running, pending);
        return rated(own, Duration.ZERO, work).orElseGet(() -> unmeasured(work));
    }

    /**
     * Another node's score.
     *
     * @param load what it said
     * @param roundTrip the way there and back
     * @param pending executions there that {@code load} does not show yet
     */
    Score away(Load load, Duration roundTrip, int pending) {
        Work work = new Work(load.running(), pending);
        return rated(load.resources(), roundTrip, work)
                .or(() -> converted(load, roundTrip, work))
                .orElseGet(() -> unmeasured(work));
    }

    private Optional<Score> rated(Optional<Resources> resources, Duration roundTrip, Work work) {
        return scores.flatMap(
                rate -> resources.map(known -> work.lower(rate.fitness(known, roundTrip), known.cpuCount())));
    }

    /** How many processors the machine has is not in a Go score: it is taken for one. */
    private Optional<Score> converted(Load load, Duration roundTrip, Work work) {
        return scores.filter(rate -> load.goScore().isPresent())
                .flatMap(rate -> own.map(mine -> {
                    double pair = rate.fitness(mine, roundTrip).value()
                            / rate.goScore(mine, roundTrip).value();
                    return work.lower(single("go score", load.goScore().orElseThrow() * pair), 1);
                }));
    }

    private static Score unmeasured(Work work) {
        return work.lower(single("not measured yet", UNMEASURED), 1);
    }

    private static Score single(String name, double value) {
        double bounded = Math.max(Double.MIN_NORMAL, Math.min(value, Double.MAX_VALUE));
        return new Score(bounded, List.of(new Term(name, bounded)));
    }

    /**
     * What the measurements of a machine do not show.
     *
     * @param running executions that run there
     * @param pending executions there that are too young to be measured, or have not begun
     */
    private record Work(int running, int pending) {

        Score lower(Score score, int processors) {
            double asleep = ASLEEP * running / processors;
            return lower("pending", lower("running", score, asleep), pending / (double) processors);
        }

        private static Score lower(String name, Score score, double share) {
            if (share == 0) {
                return score;
            }
            double value = Math.max(Double.MIN_NORMAL, score.value() / (1 + share));
            Term term = new Term(name, value - score.value());
            return new Score(
                    value,
                    Stream.concat(score.terms().stream(), Stream.of(term)).toList());
        }
    }
}
