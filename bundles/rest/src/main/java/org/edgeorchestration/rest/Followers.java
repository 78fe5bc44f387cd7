// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import java.util.concurrent.Semaphore;

/** Bounds how many streams are open at one time. */
final class Followers {
    private final Semaphore free;
    private final int most;

    Followers(int most) {
        this.most = most;
        this.free = new Semaphore(most);
    }

    /** Takes a place, to be given back by {@link #leave}; a problem for the caller when there is none. */
    void enter() {
        if (!free.tryAcquire()) {
            throw Problem.busy(most + " streams are open already; close one or try again later")
                    .thrown();
        }
    }

    void leave() {
        free.release();
    }
}
