// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.edgeorchestration.api.node.ManualTime;
import org.edgeorchestration.api.scoring.Resources;
import org.edgeorchestration.api.scoring.Sample;
import org.edgeorchestration.api.scoring.Score;
import org.edgeorchestration.api.scoring.Score.Term;
import org.edgeorchestration.api.scoring.ScoreProvider;

/**
 * A machine that is what the test says, measured just now. Its fitness is a hundred jobs of a second at 1 GHz, slowed by the
 * queue that one processor of that usage has, and by the way; its Go score counts frequency only.
 */
final class SampleScores implements ScoreProvider {
    private final ManualTime time;
    private volatile Optional<Resources> resources = Optional.empty();

    SampleScores(ManualTime time) {
        this.time = time;
    }

    SampleScores measured(Resources now) {
        resources = Optional.of(now);
        return this;
    }

    @Override
    public Optional<Sample> sample() {
        return resources.map(now -> new Sample(now, time.instant()));
    }

    @Override
    public Score fitness(Resources machine, Duration roundTrip) {
        double run = 1_000 / machine.cpuFrequency();
        double usage = machine.cpuUsage() / 100;
        double loaded = run + run * usage / (1 - usage + 0.01);
        double distant = loaded + roundTrip.toNanos() / 1e9;
        return new Score(
                100 / distant,
                List.of(
                        new Term("cpu", 100 / run),
                        new Term("load", 100 / loaded - 100 / run),
                        new Term("way", 100 / distant - 100 / loaded)));
    }

    @Override
    public Score goScore(Resources machine, Duration roundTrip) {
        double value = machine.cpuFrequency() / 100;
        return new Score(value, List.of(new Term("cpu", value)));
    }
}
