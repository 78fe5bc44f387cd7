// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.edgeorchestration.api.execution.OutputLine;
import org.junit.jupiter.api.Test;

class LineSplitterTest {
    private final List<String> lines = new ArrayList<>();
    private final LineSplitter splitter = new LineSplitter(lines::add);

    private void take(String text) {
        splitter.take(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void endsLinesAtLfAndCrLf() {
        take("one\ntwo\r\n\nfour\rstill four\n");
        assertThat(lines).containsExactly("one", "two", "", "four\rstill four");
    }

    @Test
    void joinsWhatFramesCutApart() {
        for (byte b : "zwölf 🚀\r\nend".getBytes(StandardCharsets.UTF_8)) {
            splitter.take(new byte[] {b});
        }
        assertThat(lines).containsExactly("zwölf 🚀");
        splitter.finish();
        assertThat(lines).containsExactly("zwölf 🚀", "end");
    }

    @Test
    void replacesWhatIsNotUtf8() {
        splitter.take(new byte[] {'a', (byte) 0xff, 'b', '\n', (byte) 0xe2, (byte) 0x82});
        splitter.finish();
        assertThat(lines).containsExactly("a\ufffdb", "\ufffd");
    }

    @Test
    void cutsLongLinesButNeverACharacter() {
        take("x".repeat(OutputLine.MAX_LENGTH - 1) + "🚀y\n");
        assertThat(lines).containsExactly("x".repeat(OutputLine.MAX_LENGTH - 1), "🚀y");
    }

    @Test
    void addsNoEmptyLineAfterOneOfExactlyTheGreatestLength() {
        take("x".repeat(OutputLine.MAX_LENGTH) + "\r\nnext\n");
        assertThat(lines).containsExactly("x".repeat(OutputLine.MAX_LENGTH), "next");
    }

    @Property
    void losesNothingHoweverItIsCut(@ForAll String text, @ForAll @IntRange(min = 1, max = 9) int size) {
        List<String> whole = new ArrayList<>();
        List<String> cut = new ArrayList<>();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        LineSplitter atOnce = new LineSplitter(whole::add);
        atOnce.take(bytes);
        atOnce.finish();
        LineSplitter inPieces = new LineSplitter(cut::add);
        for (int i = 0; i < bytes.length; i += size) {
            inPieces.take(Arrays.copyOfRange(bytes, i, Math.min(bytes.length, i + size)));
        }
        inPieces.finish();
        assertThat(cut).isEqualTo(whole);
    }
}
