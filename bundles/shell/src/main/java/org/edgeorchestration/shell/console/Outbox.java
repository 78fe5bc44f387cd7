// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.shell.console;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.edgeorchestration.shell.wire.Frame;
import org.edgeorchestration.shell.wire.FrameChannel;

/**
 * Frames on their way to a client. Commands write here and not to the connection itself, because Ctrl-C interrupts the thread of a
 * command, and NIO closes a connection on which an interrupted thread writes. Bounded: a client that does not read
 * makes its command wait.
 */
final class Outbox implements Runnable {
    private static final int MOST_WAITING = 64;
    private static final int PIECE = 8_192;

    private final BlockingQueue<Frame> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final FrameChannel channel;

    Outbox(FrameChannel channel) {
        this.channel = channel;
    }

    /** Hands frames on until the connection ends or this thread is interrupted. */
    @Override
    public void run() {
        try (channel) {
            while (true) {
                channel.send(waiting.take());
            }
        } catch (IOException e) {
            waiting.clear(); // the client is gone; its connection's reader ends what runs for it
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Puts a frame behind the others; waits while there is no room. */
    void put(Frame frame) throws InterruptedIOException {
        try {
            waiting.put(frame);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    /** A stream whose bytes become frames of that kind. */
    OutputStream stream(Frame.Kind kind) {
        return new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                put(new Frame(kind, new byte[] {(byte) one}));
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                for (int from = offset; from < offset + length; from += PIECE) {
                    put(new Frame(kind, Arrays.copyOfRange(bytes, from, Math.min(from + PIECE, offset + length))));
                }
            }
        };
    }
}
