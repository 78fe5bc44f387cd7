// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.native_;

import static org.assertj.core.api.Assertions.assertThat;
import static org.edgeorchestration.api.execution.OutputLine.MAX_LENGTH;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LineSplitterTest {
    private static final String MAX = "x".repeat(MAX_LENGTH);

    private static List<String> split(String... pieces) {
        List<String> lines = new ArrayList<>();
        LineSplitter splitter = new LineSplitter(lines::add);
        for (String piece : pieces) {
            splitter.accept(piece.toCharArray(), piece.length());
        }
        splitter.end();
        return lines;
    }

    @Test
    void endsLinesAtLineFeedWithOrWithoutCarriageReturn() {
        assertThat(split("a\nb\r\n\n\r\nc")).containsExactly("a", "b", "", "", "c");
    }

    @Test
    void keepsACarriageReturnThatEndsNoLine() {
        assertThat(split("10 %\r20 %\r\r\n", "end\r")).containsExactly("10 %\r20 %\r", "end\r");
    }

    @Test
    void joinsWhatComesInPieces() {
        assertThat(split("he", "llo\r", "\nwor", "ld")).containsExactly("hello", "world");
    }

    @Test
    void makesNoEmptyLineOfALineOfExactlyTheGreatestLength() {
        assertThat(split(MAX + "\n" + MAX + "\r\n" + MAX)).containsExactly(MAX, MAX, MAX);
    }

    @Test
    void goesOnWithTheRestOfALongLineAsTheNext() {
        assertThat(split(MAX + "y\nz")).containsExactly(MAX, "y", "z");
    }

    @Test
    void neverCutsBetweenTheHalvesOfACharacter() {
        String beforeLast = "x".repeat(MAX_LENGTH - 1);
        assertThat(split(beforeLast + "😀!")).containsExactly(beforeLast, "😀!");
    }

    @Property
    void losesNothingWhateverThePieces(
            @ForAll @CharRange(from = 'a', to = 'c') String text, @ForAll @IntRange(min = 1, max = 7) int size) {
        List<String> pieces = new ArrayList<>();
        String all = text.replace("b", "\n").replace("c", "\r");
        for (int i = 0; i < all.length(); i += size) {
            pieces.add(all.substring(i, Math.min(all.length(), i + size)));
        }
        List<String> expected = new ArrayList<>(List.of(all.split("\r?\n", -1)));
        if (expected.get(expected.size() - 1).isEmpty()) {
            expected.remove(expected.size() - 1);
        }
        assertThat(split(pieces.toArray(String[]::new))).isEqualTo(expected);
    }
}
