// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.api.execution;

/**
 * One line that a service wrote.
 *
 * @param stream where it wrote it
 * @param text the line without its end; an executor cuts lines at {@link #MAX_LENGTH} characters and goes on with the rest as
 *     the next line
 */
public record OutputLine(Stream stream, String text) {

    /** The longest text an executor hands on in one piece, in characters. */
    public static final int MAX_LENGTH = 8_192;

    /** A service's two streams; a terminal ({@code -t}) has only {@link #STDOUT}. {@code NODE} is what the executor itself says. */
    public enum Stream {
        STDOUT,
        STDERR,
        NODE
    }
}
