// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.server;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.edgeorchestration.api.execution.OutputLine;
import org.edgeorchestration.peer.server.PendingOutput.Parcel;
import org.edgeorchestration.peer.wire.ReplyAddress;

/** The output of one execution that has not arrived yet: what waits, and what is on its way. Guarded by the {@link OutputRelay}. */
final class Backlog {
    /** How much may wait, in bytes on the wire. */
    static final int MOST = 64 * 1_024;

    private static final int LINE_OVERHEAD = 40;
    private static final int MAX_PAUSE = 32;

    private final ReplyAddress.OfOurs reply;
    private final Deque<OutputLine> waiting = new ArrayDeque<>();
    private final Queue<CompletableFuture<Parcel>> takers = new ArrayDeque<>();
    private List<OutputLine> onItsWay = List.of();
    private int waitingSize;
    private int onItsWaySize;
    private long dropped;
    private long droppedTold;
    private boolean out;
    private boolean ended;
    private int pause = 1;
    private int turnsToGo;

    /** @param reply the node that ordered it */
    Backlog(ReplyAddress.OfOurs reply) {
        this.reply = reply;
    }

    ReplyAddress.OfOurs reply() {
        return reply;
    }

    /** How large all of it is. */
    int size() {
        return waitingSize + onItsWaySize;
    }

    /** How large that is which could be dropped. */
    int waiting() {
        return waitingSize;
    }

    /** Whether a parcel is out. */
    boolean out() {
        return out;
    }

    /** Takes a line; returns by how much the size has changed. */
    int add(OutputLine line) {
        int before = size();
        waiting.addLast(line);
        waitingSize += sizeOf(line);
        trim();
        return size() - before;
    }

    /** Drops the oldest line that waits; returns its size, 0 when there is none. */
    int dropOldest() {
        OutputLine oldest = waiting.pollFirst();
        if (oldest == null) {
            return 0;
        }
        dropped++;
        waitingSize -= sizeOf(oldest);
        return sizeOf(oldest);
    }

    /** Nothing more will be written. */
    void end() {
        ended = true;
    }

    /** Whether there will never be anything to send. */
    boolean done() {
        return ended && !out && waiting.isEmpty() && dropped == 0;
    }

    /** Whether it is its turn to be sent without a status; after failures it passes turns. */
    boolean due() {
        if (ended || out || waiting.isEmpty()) {
            return false;
        }
        return --turnsToGo <= 0;
    }

    /** Puts all that waits on its way. */
    List<OutputLine> pack() {
        out = true;
        onItsWay = new ArrayList<>(waiting);
        onItsWaySize = waitingSize;
        droppedTold = dropped;
        waiting.clear();
        waitingSize = 0;
        if (dropped == 0) {
            return onItsWay;
        }
        List<OutputLine> lines = new ArrayList<>(onItsWay.size() + 1);
        lines.add(new OutputLine(
                OutputLine.Stream.NODE, "lines lost here, since they could not be sent in time: " + dropped));
        lines.addAll(onItsWay);
        return lines;
    }

    /** What was on its way has arrived, or has not; returns by how much the size has changed. */
    int settle(boolean arrived) {
        int before = size();
        out = false;
        if (arrived) {
            dropped -= droppedTold;
            pause = 1;
        } else {
            for (int i = onItsWay.size() - 1; i >= 0; i--) {
                waiting.addFirst(onItsWay.get(i));
            }
            waitingSize += onItsWaySize;
            pause = Math.min(pause * 2, MAX_PAUSE);
        }
        turnsToGo = pause;
        onItsWay = List.of();
        onItsWaySize = 0;
        trim();
        return size() - before;
    }

    /** Lets {@code taker} have the next parcel. */
    void queue(CompletableFuture<Parcel> taker) {
        takers.add(taker);
    }

    /** Who gets the next parcel. */
    Optional<CompletableFuture<Parcel>> next() {
        return Optional.ofNullable(takers.poll());
    }

    private void trim() {
        while (waitingSize > MOST) {
            dropOldest();
        }
    }

    /** The most that a line takes as JSON. */
    private static int sizeOf(OutputLine line) {
        return LINE_OVERHEAD + line.text().chars().map(Backlog::sizeOf).sum();
    }

    private static int sizeOf(int character) {
        if (character < ' ') {
            return 6;
        }
        if (character < 0x80) {
            return character == '"' || character == '\\' ? 2 : 1;
        }
        return 3;
    }
}
