// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.shell.wire;

import java.nio.charset.StandardCharsets;

/**
 * One message between client and console. On the wire: the kind as one byte, the length of the payload as four bytes, big-endian,
 * and the payload, at most {@link #MAX_PAYLOAD} bytes. Texts are UTF-8.
 *
 * <p>The client speaks first. Either {@code COMMAND}s, one at a time, each answered by {@code OUTPUT} and {@code ERROR} frames and
 * an {@code EXIT}; or one {@code TERMINAL}, then {@code INPUT} and {@code WINDOW}, while the console sends {@code OUTPUT} and, at
 * the end, {@code EXIT}. Whoever closes the connection ends what runs.
 */
public final class Frame {

    /** The largest payload in bytes. */
    public static final int MAX_PAYLOAD = 65_536;

    /** What a frame is. */
    public enum Kind {
        /** Client: a command line, or several, to run. */
        COMMAND('C'),
        /** Client: open a session on this terminal: its type, columns and rows, separated by spaces. */
        TERMINAL('T'),
        /** Client: bytes that were typed. */
        INPUT('I'),
        /** Client: the terminal has now this many columns and rows, separated by a space. */
        WINDOW('W'),
        /** Console: bytes for standard output. */
        OUTPUT('O'),
        /** Console: bytes for standard error. */
        ERROR('E'),
        /** Console: the command, or the session, has ended with this exit code, one byte. */
        EXIT('X');

        private final byte code;

        Kind(char code) {
            this.code = (byte) code;
        }

        byte code() {
            return code;
        }
    }

    private final Kind kind;
    private final byte[] payload;

    /**
     * A frame.
     *
     * @param payload what it carries, from now on the frame's own
     * @throws IllegalArgumentException when that is more than {@link #MAX_PAYLOAD} bytes
     */
    public Frame(Kind kind, byte[] payload) {
        if (payload.length > MAX_PAYLOAD) {
            throw new IllegalArgumentException(
                    "a message of " + payload.length + " bytes is too large; the limit is " + MAX_PAYLOAD);
        }
        this.kind = kind;
        this.payload = payload;
    }

    /** A frame that carries text. */
    public static Frame of(Kind kind, String text) {
        return new Frame(kind, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The end of a command or session. */
    public static Frame exit(int code) {
        return new Frame(Kind.EXIT, new byte[] {(byte) code});
    }

    /** What it is. */
    public Kind kind() {
        return kind;
    }

    /** What it carries; not to be changed. */
    public byte[] payload() {
        return payload;
    }

    /** The payload as text. */
    public String text() {
        return new String(payload, StandardCharsets.UTF_8);
    }

    /** The exit code in an {@code EXIT} frame, 0 to 255. */
    public int exitCode() {
        return payload.length == 1 ? payload[0] & 0xff : 1;
    }
}
