// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.server;

/** Which of the last numbers of one life of a caller were used. One thread at a time. */
final class Window {
    /** How far behind the highest number another one may come. */
    static final int SIZE = 1_024;

    private final long[] used = new long[SIZE / Long.SIZE];
    private long highest;

    /** Whether {@code number} comes for the first time, as far as that can be known; from now on no more. */
    boolean first(long number) {
        if (number <= highest - SIZE) {
            return false;
        }
        for (long skipped = Math.max(highest + 1, number - SIZE + 1); skipped <= number; skipped++) {
            used[word(skipped)] &= ~bit(skipped);
        }
        highest = Math.max(highest, number);
        boolean first = (used[word(number)] & bit(number)) == 0;
        used[word(number)] |= bit(number);
        return first;
    }

    private static int word(long number) {
        return (int) (number % SIZE) / Long.SIZE;
    }

    private static long bit(long number) {
        return 1L << number % Long.SIZE;
    }
}
