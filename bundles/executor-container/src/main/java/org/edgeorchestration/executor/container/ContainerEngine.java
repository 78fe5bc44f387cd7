// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.edgeorchestration.api.execution.OutputLine;

/**
 * A container engine, as the runs need it. Any thread. Calls return within a deadline of the engine's own, else with
 * {@link EngineException.Kind#AWAY}; streams last until they are closed or end by themselves, and then say so exactly once.
 */
interface ContainerEngine extends AutoCloseable {

    /** A stream that can be ended early; it then says nothing more. Never throws. */
    @FunctionalInterface
    interface Stream extends AutoCloseable {
        @Override
        void close();
    }

    /** Takes the bytes of a container's output; called on the stream's thread, which must not be kept. */
    @FunctionalInterface
    interface Output {
        void bytes(OutputLine.Stream stream, byte[] bytes);
    }

    /** Learns how far a pull is. */
    @FunctionalInterface
    interface PullProgress {
        /** One message of the engine: which layer, what happens to it, and how many bytes of it are here; 0 when unknown. */
        void layer(String id, String what, long bytes);
    }

    /** Whether the image is here, so that it need not be pulled. */
    boolean hasImage(ImageReference image) throws EngineException;

    /** Fetches an image; {@code ended} learns what went wrong, or nothing. */
    Stream pull(ImageReference image, PullProgress progress, Consumer<Optional<EngineException>> ended);

    /**
     * Creates a container.
     *
     * @return its id
     * @throws BadCommand when a file that the command names cannot be used
     */
    String create(DockerRunCommand command, String name, Map<String, String> labels) throws EngineException, BadCommand;

    /** Starts a container; harmless when it runs already. */
    void start(String container) throws EngineException;

    /** What the engine knows of a container, by id or name. */
    ContainerState inspect(String container) throws EngineException;

    /** Hands on all output from the container's first byte, then what comes, until it ends. */
    Stream follow(String container, Output output, Consumer<Optional<EngineException>> ended);

    /** Waits until a container does not run; by then it may have been started again. */
    Stream awaitExit(String container, Consumer<Optional<EngineException>> ended);

    /** Asks a container to end, and kills it after {@code grace}; returns when that is done. */
    void stop(String container, Duration grace) throws EngineException;

    /** Removes a container by force, with its anonymous volumes; harmless when it is gone. */
    void remove(String container) throws EngineException;

    @Override
    void close();
}
