// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.native_;

import java.util.function.Consumer;
import org.edgeorchestration.api.execution.OutputLine;

/**
 * Makes lines of characters: ends them at {@code \n} or {@code \r\n}, cuts them at {@link OutputLine#MAX_LENGTH} and
 * never between the two halves of one character. Apart from line ends nothing is lost.
 */
final class LineSplitter {
    private final StringBuilder line = new StringBuilder();
    private final Consumer<String> lines;
    private boolean carriageReturn;

    LineSplitter(Consumer<String> lines) {
        this.lines = lines;
    }

    /** Takes the next {@code length} characters. */
    void accept(char[] characters, int length) {
        for (int i = 0; i < length; i++) {
            accept(characters[i]);
        }
    }

    /** Hands on what stands after the last line end, if anything. */
    void end() {
        keepCarriageReturn();
        if (line.length() > 0) {
            handOn(line.length());
        }
    }

    private void accept(char character) {
        if (character == '\n') {
            carriageReturn = false;
            handOn(line.length());
            return;
        }
        keepCarriageReturn();
        if (character == '\r') {
            carriageReturn = true; // part of the text only if no line end follows
        } else {
            append(character);
        }
    }

    private void keepCarriageReturn() {
        if (carriageReturn) {
            carriageReturn = false;
            append('\r');
        }
    }

    private void append(char character) {
        int length = line.length();
        if (length == OutputLine.MAX_LENGTH) {
            boolean inside = Character.isLowSurrogate(character) && Character.isHighSurrogate(line.charAt(length - 1));
            handOn(inside ? length - 1 : length);
        }
        line.append(character);
    }

    private void handOn(int length) {
        lines.accept(line.substring(0, length));
        line.delete(0, length);
    }
}
