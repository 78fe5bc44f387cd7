// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.edgeorchestration.api.node.Ticker;
import org.jspecify.annotations.Nullable;

/** The pulls under way: one per image, however many runs wait for it. A pull that nobody waits for any more is cut off. */
final class ImagePulls {

    /** Somebody who waits for an image. */
    interface Waiter {
        /** How far it is; at most once a second. */
        void progress(String text);

        /** The pull is over; {@code error} says what went wrong, if anything. Called once, unless the waiter left before. */
        void pulled(Optional<EngineException> error);
    }

    private final ContainerEngine engine;
    private final ScheduledExecutorService scheduler;
    private final Ticker ticker;
    private final Duration limit;
    private final Map<String, Pull> pulls = new HashMap<>();

    ImagePulls(ContainerEngine engine, ScheduledExecutorService scheduler, Ticker ticker, Duration limit) {
        this.engine = engine;
        this.scheduler = scheduler;
        this.ticker = ticker;
        this.limit = limit;
    }

    /** Waits for an image, and begins to pull it when nobody else does. */
    void join(ImageReference image, Waiter waiter) {
        Pull pull;
        synchronized (this) {
            pull = pulls.get(image.text());
            if (pull != null) {
                pull.waiters.add(waiter);
                return;
            }
            pull = new Pull(image, waiter);
            pulls.put(image.text(), pull);
        }
        pull.begin();
    }

    /** Waits no longer. */
    void leave(ImageReference image, Waiter waiter) {
        Pull deserted = null;
        synchronized (this) {
            Pull pull = pulls.get(image.text());
            if (pull != null && pull.waiters.remove(waiter) && pull.waiters.isEmpty()) {
                pulls.remove(image.text());
                deserted = pull;
            }
        }
        if (deserted != null) {
            deserted.cut();
        }
    }

    private synchronized List<Waiter> waiters(Pull pull) {
        return List.copyOf(pull.waiters);
    }

    /** The pull's waiters, who are no longer its waiters from now on. */
    private synchronized List<Waiter> dismiss(Pull pull) {
        pulls.remove(pull.image.text(), pull);
        List<Waiter> waiters = List.copyOf(pull.waiters);
        pull.waiters.clear();
        return waiters;
    }

    private final class Pull {
        private final ImageReference image;
        private final List<Waiter> waiters = new ArrayList<>();
        private final PullTally tally = new PullTally(ticker);
        private final Future<?> timer;
        private ContainerEngine.@Nullable Stream stream;
        private boolean over;

        Pull(ImageReference image, Waiter first) {
            this.image = image;
            this.waiters.add(first);
            this.timer = scheduler.schedule(this::expire, limit.toMillis(), TimeUnit.MILLISECONDS);
        }

        void begin() {
            try {
                opened(engine.pull(
                        image, (id, what, bytes) -> tally.layer(id, what, bytes).ifPresent(this::tell), this::end));
            } catch (RuntimeException e) {
                end(Optional.of(EngineWords.exception(e)));
            }
        }

        private synchronized void opened(ContainerEngine.Stream opened) {
            stream = opened;
            if (over) {
                opened.close();
            }
        }

        private void tell(String progress) {
            waiters(this).forEach(waiter -> waiter.progress(progress));
        }

        private void end(Optional<EngineException> error) {
            cut();
            dismiss(this).forEach(waiter -> waiter.pulled(error));
        }

        private void expire() {
            end(Optional.of(new EngineException(
                    EngineException.Kind.REFUSED,
                    "pulling " + image + " took longer than " + limit.toSeconds() + " s (pull.timeout.seconds)",
                    null)));
        }

        synchronized void cut() {
            over = true;
            timer.cancel(false);
            if (stream != null) {
                stream.close();
            }
        }
    }
}
