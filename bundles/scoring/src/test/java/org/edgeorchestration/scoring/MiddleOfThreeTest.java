// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class MiddleOfThreeTest {
    private static double[] middles(double... values) {
        MiddleOfThree middle = new MiddleOfThree();
        return DoubleStream.of(values).map(middle::next).toArray();
    }

    @Test
    void beginsWithTheMean() {
        assertThat(middles(4, 8)).containsExactly(4, 6);
    }

    @Test
    void isTheMiddleOneInEveryOrder() {
        assertThat(middles(1, 2, 3)).endsWith(2);
        assertThat(middles(1, 3, 2)).endsWith(2);
        assertThat(middles(2, 1, 3)).endsWith(2);
        assertThat(middles(2, 3, 1)).endsWith(2);
        assertThat(middles(3, 1, 2)).endsWith(2);
        assertThat(middles(3, 2, 1)).endsWith(2);
    }

    @Test
    void forgetsAllButTheLastThree() {
        assertThat(middles(9, 9, 9, 1, 1, 5, 7, 0, 0)).containsExactly(9, 9, 9, 9, 1, 1, 5, 5, 0);
    }
}
