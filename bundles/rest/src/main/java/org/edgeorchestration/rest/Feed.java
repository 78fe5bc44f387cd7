// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Text on its way from a producer, which must never wait, to one reader, which may be slow or gone. Any thread may call any
 * method. A reader that falls more than {@link #CAPACITY} bytes behind is cut off.
 */
final class Feed {
    /** How many bytes may wait for the reader, beside those the feed began with. */
    static final int CAPACITY = 256 * 1_024;

    private static final int CHUNK = 16 * 1_024;

    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private final String farewell;
    private int size;
    private boolean ended;
    private Runnable onText = () -> {};
    private Runnable onClose = () -> {};

    /**
     * @param beginning what the reader gets first, of any length
     * @param farewell the last a reader gets that was too slow
     */
    Feed(String beginning, String farewell) {
        this.farewell = farewell;
        if (!beginning.isEmpty()) {
            waiting.add(beginning.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Adds to what the reader gets, or cuts the reader off. */
    void offer(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Runnable signal;
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = size + bytes.length > CAPACITY;
            waiting.add(ended ? farewell.getBytes(StandardCharsets.UTF_8) : bytes);
            size += bytes.length;
            signal = onText;
        }
        signal.run();
    }

    /** Nothing more will come. */
    void end() {
        Runnable signal;
        synchronized (this) {
            ended = true;
            signal = onText;
        }
        signal.run();
    }

    /** The reader is gone, or has all: the producer's resources are released. Once is enough. */
    void close() {
        Runnable signal;
        synchronized (this) {
            ended = true;
            waiting.clear();
            onText = () -> {};
            signal = onClose;
            onClose = () -> {};
        }
        signal.run();
    }

    /** What {@link #close} does for the producer. */
    synchronized Feed onClose(Runnable action) {
        onClose = action;
        return this;
    }

    /** Tells the reader's side that there is something to take, or that the feed ended. */
    synchronized void onText(Runnable action) {
        onText = action;
    }

    /** The next bytes, joined to pieces worth sending; without remaining bytes when there are none now. */
    synchronized ByteBuffer take() {
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        while (!waiting.isEmpty() && chunk.size() < CHUNK) {
            byte[] next = waiting.remove();
            chunk.writeBytes(next);
        }
        size = Math.max(0, size - chunk.size());
        return ByteBuffer.wrap(chunk.toByteArray());
    }

    /** Whether nothing waits and nothing will come. */
    synchronized boolean exhausted() {
        return ended && waiting.isEmpty();
    }
}
