// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.edgeorchestration.api.execution.OutputLine;

/**
 * Makes lines out of the bytes of one stream, however they are cut: UTF-8, ended by LF or CR LF. What is not UTF-8 becomes
 * the replacement character; a line longer than {@link OutputLine#MAX_LENGTH} is handed on in pieces. One thread.
 */
final class LineSplitter {
    private final Consumer<String> lines;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final CharBuffer decoded = CharBuffer.allocate(1024);
    private final StringBuilder line = new StringBuilder();
    private ByteBuffer rest = ByteBuffer.allocate(0);

    LineSplitter(Consumer<String> lines) {
        this.lines = lines;
    }

    void take(byte[] bytes) {
        decode(bytes, false);
    }

    /** The stream is over: hands on the last line when it has no end. */
    void finish() {
        decode(new byte[0], true);
        if (line.length() > 0) {
            emit(line.length());
        }
    }

    private void decode(byte[] bytes, boolean last) {
        ByteBuffer in = ByteBuffer.allocate(rest.remaining() + bytes.length);
        in.put(rest).put(bytes).flip();
        CoderResult result;
        do {
            result = decoder.decode(in, decoded, last);
            decoded.flip();
            while (decoded.hasRemaining()) {
                character(decoded.get());
            }
            decoded.clear();
        } while (result.isOverflow());
        rest = in;
    }

    private void character(char c) {
        if (c == '\n') {
            boolean windows = line.length() > 0 && line.charAt(line.length() - 1) == '\r';
            if (windows) {
                line.setLength(line.length() - 1);
            }
            emit(line.length());
            return;
        }
        // a CR may stand beyond the limit until it is known whether it belongs to the line's end
        if (line.length() > OutputLine.MAX_LENGTH || (line.length() == OutputLine.MAX_LENGTH && c != '\r')) {
            char lastOne = line.charAt(line.length() - 1);
            // a pair of surrogates stays together, and so does CR LF
            emit(Character.isHighSurrogate(lastOne) || lastOne == '\r' ? line.length() - 1 : line.length());
        }
        line.append(c);
    }

    private void emit(int length) {
        lines.accept(line.substring(0, length));
        line.delete(0, length);
    }
}
