// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import com.github.dockerjava.api.async.ResultCallback;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One stream of docker-java, told as it is: it ends exactly once, well or with the first error. (docker-java says
 * {@code onComplete} after {@code onError} too, and reports its own closing as an error.)
 */
abstract class DockerStream<T> implements ResultCallback<T> {
    private final Consumer<Optional<EngineException>> ended;
    private final AtomicBoolean over = new AtomicBoolean();
    private @Nullable Closeable connection;

    DockerStream(Consumer<Optional<EngineException>> ended) {
        this.ended = ended;
    }

    /** Takes one message; an exception ends the stream. */
    abstract void take(T message) throws EngineException;

    /** Ends the stream without a word. */
    final void end() {
        over.set(true);
        close();
    }

    @Override
    public final synchronized void onStart(Closeable stream) {
        connection = stream;
        if (over.get()) {
            close();
        }
    }

    @Override
    public final void onNext(T message) {
        if (over.get()) {
            return;
        }
        try {
            take(message);
        } catch (EngineException e) {
            finish(Optional.of(e));
            close();
        }
    }

    @Override
    public final void onError(Throwable thrown) {
        finish(Optional.of(EngineWords.exception(thrown)));
    }

    @Override
    public final void onComplete() {
        finish(Optional.empty());
    }

    @Override
    public final synchronized void close() {
        if (connection != null) {
            try {
                connection.close();
            } catch (IOException e) {
                // it is closed all the same
            }
        }
    }

    private void finish(Optional<EngineException> error) {
        if (over.compareAndSet(false, true)) {
            ended.accept(error);
        }
    }
}
