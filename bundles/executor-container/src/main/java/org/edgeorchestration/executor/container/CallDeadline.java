// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Ends blocking calls that take too long by interrupting their thread. docker-java's own time-outs do not work on unix sockets:
 * a call to an engine that is stopped in its tracks would never come back. An interrupt closes the socket.
 */
final class CallDeadline {
    private final ScheduledExecutorService scheduler;

    CallDeadline(ScheduledExecutorService scheduler) {
        this.scheduler = scheduler;
    }

    /** Makes a call on this thread. */
    <T> T within(Duration limit, String what, Supplier<T> call) throws EngineException {
        Alarm alarm = new Alarm(Thread.currentThread());
        Future<?> timer = scheduler.schedule(alarm::ring, limit.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return call.get();
        } catch (RuntimeException e) {
            if (alarm.rang()) {
                throw new EngineException(
                        EngineException.Kind.AWAY,
                        "the engine did not answer within " + limit.toSeconds() + " s when asked to " + what,
                        e);
            }
            throw EngineWords.exception(e);
        } finally {
            timer.cancel(false);
            alarm.off();
        }
    }

    /** Interrupts its thread, but never after the call is over. */
    private static final class Alarm {
        private final Thread sleeper;
        private boolean rang;
        private boolean off;

        Alarm(Thread sleeper) {
            this.sleeper = sleeper;
        }

        synchronized void ring() {
            if (!off) {
                rang = true;
                sleeper.interrupt();
            }
        }

        synchronized boolean rang() {
            return rang;
        }

        synchronized void off() {
            off = true;
            if (rang) {
                Thread.interrupted();
            }
        }
    }
}
