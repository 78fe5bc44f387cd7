// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.shell.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.util.Optional;
import org.edgeorchestration.shell.wire.Frame.Kind;

/**
 * Frames over a connection. One thread may receive while others send. An interrupt of a thread in here closes the connection, as NIO
 * has it.
 */
public final class FrameChannel implements AutoCloseable {
    private static final int HEADER = 5;

    private final ByteChannel channel;
    private final ByteBuffer header = ByteBuffer.allocate(HEADER);

    /** @param channel a connection in blocking mode */
    public FrameChannel(ByteChannel channel) {
        this.channel = channel;
    }

    /** Sends a frame whole. */
    public synchronized void send(Frame frame) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(HEADER + frame.payload().length)
                .put(frame.kind().code())
                .putInt(frame.payload().length)
                .put(frame.payload())
                .flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /**
     * Sends a frame if the other side still listens. When it does not, what it said before it hung up can still be received, and tells
     * more than a broken pipe.
     */
    public void offer(Frame frame) {
        try {
            send(frame);
        } catch (IOException e) {
            // receive() comes to the end of what was said, and says so
        }
    }

    /**
     * Waits for the next frame.
     *
     * @return empty when the other side has closed the connection
     * @throws StreamCorruptedException when the other side does not speak this language
     */
    public Optional<Frame> receive() throws IOException {
        header.clear();
        int first = channel.read(header);
        if (first < 0) {
            return Optional.empty();
        }
        fill(header);
        Kind kind = kind(header.get(0));
        int length = header.getInt(1);
        if (length < 0 || length > Frame.MAX_PAYLOAD) {
            throw new StreamCorruptedException("a message of " + length + " bytes; the limit is " + Frame.MAX_PAYLOAD);
        }
        ByteBuffer payload = ByteBuffer.allocate(length);
        fill(payload);
        return Optional.of(new Frame(kind, payload.array()));
    }

    private void fill(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException("the connection ended within a message");
            }
        }
    }

    private static Kind kind(byte code) throws StreamCorruptedException {
        for (Kind kind : Kind.values()) {
            if (kind.code() == code) {
                return kind;
            }
        }
        throw new StreamCorruptedException("no message begins with byte " + code);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
