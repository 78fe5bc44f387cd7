// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.shell;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.edgeorchestration.api.scoring.Resources;
import org.edgeorchestration.api.scoring.Sample;
import org.edgeorchestration.api.scoring.Score;
import org.edgeorchestration.api.scoring.ScoreProvider;
import org.edgeorchestration.api.service.FakeServiceManager;

/** A machine of four processors, measured at the beginning of {@link FakeServiceManager}'s time. */
final class FakeScores implements ScoreProvider {
    boolean measured = true;

    @Override
    public Optional<Sample> sample() {
        Resources resources = new Resources(25, 4, 2_000, 1_000, 8L << 30, 1_536L << 20);
        return measured ? Optional.of(new Sample(resources, FakeServiceManager.THEN)) : Optional.empty();
    }

    @Override
    public Score fitness(Resources resources, Duration roundTrip) {
        return new Score(
                7.25 - roundTrip.toMillis(),
                List.of(new Score.Term("idle processors", 3), new Score.Term("memory", 4.25)));
    }

    @Override
    public Score goScore(Resources resources, Duration roundTrip) {
        return new Score(0.123456, List.of(new Score.Term("network", 0.123456)));
    }
}
