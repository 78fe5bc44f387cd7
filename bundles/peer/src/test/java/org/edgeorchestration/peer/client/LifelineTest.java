// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.edgeorchestration.api.node.ManualTime;
import org.edgeorchestration.peer.client.Lines.Stage;
import org.junit.jupiter.api.Test;

class LifelineTest {
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofSeconds(3);

    private final ManualTime time = new ManualTime();
    private final Lifeline line = new Lifeline(
            Neighbourhood.id(1), new Endpoint(Neighbourhood.address(1), 56_002, false), to -> open(), time.nanoTime());
    private Optional<FakeLine> current = Optional.empty();
    private Stage first = Stage.OPENING;
    private int opened;

    private static final class FakeLine implements Lines.Line {
        private Stage stage;
        private boolean closed;

        FakeLine(Stage first) {
            stage = first;
        }

        @Override
        public Stage stage() {
            return stage;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private FakeLine open() {
        assertThat(current.map(before -> before.closed).orElse(true)).isTrue();
        opened++;
        current = Optional.of(new FakeLine(first));
        return current.get();
    }

    /** Looks at it after that time. */
    private boolean after(Duration pause) {
        time.advance(pause);
        return line.tellsOfAnEnd(time.nanoTime());
    }

    private boolean becomes(Stage stage) {
        current.orElseThrow().stage = stage;
        return after(LOOK);
    }

    private void isHeld() {
        after(LOOK);
        becomes(Stage.OPEN);
        after(LONG);
    }

    @Test
    void tellsOfAnEndWhereItIsLostAndRefused() {
        isHeld();
        assertThat(becomes(Stage.LOST)).isFalse();
        assertThat(line.isBeingMadeAnew()).isTrue();
        assertThat(becomes(Stage.REFUSED)).isTrue();
        assertThat(line.isBeingMadeAnew()).isFalse();
        assertThat(after(LOOK)).isFalse();
    }

    @Test
    void tellsOfAnEndAtOnceWhereItIsRefusedAtOnce() {
        isHeld();
        first = Stage.REFUSED;
        assertThat(becomes(Stage.LOST)).isTrue();
    }

    @Test
    void tellsOfAnEndWhereTheListeningSocketIsTheLastToBeClosed() {
        isHeld();
        becomes(Stage.LOST);
        becomes(Stage.LOST);
        becomes(Stage.OPEN);
        becomes(Stage.LOST);
        assertThat(becomes(Stage.REFUSED)).isTrue();
    }

    @Test
    void saysNothingOfOneThatItNeverHeld() {
        after(LOOK);
        assertThat(becomes(Stage.REFUSED)).isFalse();
        after(LONG);
        assertThat(becomes(Stage.LOST)).isFalse();
        after(LONG);
        assertThat(becomes(Stage.REFUSED)).isFalse();
        assertThat(opened).isEqualTo(3);
    }

    @Test
    void saysNothingOfOneThatListensStill() {
        isHeld();
        assertThat(becomes(Stage.LOST)).isFalse();
        assertThat(becomes(Stage.OPEN)).isFalse();
        assertThat(after(LONG)).isFalse();
        assertThat(opened).isEqualTo(2);
    }

    @Test
    void saysNothingWhereNobodyAnswersInTime() {
        isHeld();
        becomes(Stage.LOST);
        assertThat(after(LONG)).isFalse();
        after(LOOK.multipliedBy(10));
        assertThat(becomes(Stage.REFUSED)).isFalse();
    }

    @Test
    void takesNoLateRefusalForOne() {
        isHeld();
        becomes(Stage.LOST);
        current.orElseThrow().stage = Stage.REFUSED;
        assertThat(after(LONG)).isFalse();
    }

    @Test
    void doesNotInsistWhereItIsAlwaysClosedAtOnce() {
        first = Stage.OPEN;
        for (int look = 0; look < 1_200; look++) { // a minute
            after(LOOK);
            current.filter(now -> !now.closed).ifPresent(now -> now.stage = Stage.LOST);
        }
        assertThat(opened).isBetween(2, 20);
    }

    @Test
    void isMadeAnewNowAndThen() {
        isHeld();
        after(Lifeline.RENEWED_EVERY);
        assertThat(current.orElseThrow().closed).isTrue();
        assertThat(line.isBeingMadeAnew()).isFalse();
        after(LOOK);
        assertThat(opened).isEqualTo(2);
        assertThat(becomes(Stage.REFUSED)).isFalse();
    }
}
