// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.edgeorchestration.api.execution.OutputLine;
import org.edgeorchestration.executor.container.EngineException.Kind;
import org.jspecify.annotations.Nullable;

/** An engine with one container, that fails when the test wants it to; it answers pings on a real socket. */
final class FakeEngine implements ContainerEngine {
    volatile @Nullable Kind afterCreate;
    volatile @Nullable Kind afterStart;
    volatile boolean away;
    volatile boolean imageHere = true;
    volatile boolean outputRefused;
    volatile boolean removed;
    volatile boolean pullClosed;
    /** In so many creations the engine knows of none of that name, but says that it is in use. */
    final AtomicInteger nameKept = new AtomicInteger();

    volatile boolean outOfThreads;
    /** Before so many creations somebody removes the image. */
    final AtomicInteger imageVanishes = new AtomicInteger();

    final AtomicInteger creations = new AtomicInteger();
    final AtomicInteger starts = new AtomicInteger();
    final AtomicInteger pulls = new AtomicInteger();
    volatile String output = "";

    private volatile Map<String, String> labels = Map.of();
    private volatile ContainerState.Phase phase = ContainerState.Phase.CREATED;
    private volatile int exitCode;
    private volatile Consumer<Optional<EngineException>> outputEnded = error -> {};
    private volatile Consumer<Optional<EngineException>> exitEnded = error -> {};
    private volatile Consumer<Optional<EngineException>> pullEnded = error -> {};
    private @Nullable ServerSocketChannel socket;

    /** Answers pings from now on. */
    void listen(Path file) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(file));
        socket = server;
        Thread thread = new Thread(() -> answer(server), "fake-engine");
        thread.setDaemon(true);
        thread.start();
    }

    private static void answer(ServerSocketChannel server) {
        while (server.isOpen()) {
            try (SocketChannel client = server.accept()) {
                client.read(ByteBuffer.allocate(1024));
                client.write(ByteBuffer.wrap("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
            } catch (IOException e) {
                // closed, or the other side was
            }
        }
    }

    /** The container ends by itself. */
    void exit(int code) {
        exitCode = code;
        phase = ContainerState.Phase.ENDED;
        outputEnded.accept(Optional.empty());
        exitEnded.accept(Optional.empty());
    }

    /** The image is here, as whoever waits for it learns. */
    void endPull() {
        imageHere = true;
        pullEnded.accept(Optional.empty());
    }

    /** The output's stream breaks while the container runs. */
    void breakOutput() {
        outputEnded.accept(Optional.of(new EngineException(Kind.AWAY, "broken", null)));
    }

    /** The engine goes away and is back at once, and in between the container ended. */
    void breakBoth(int code) {
        exitCode = code;
        phase = ContainerState.Phase.ENDED;
        breakOutput();
        exitEnded.accept(Optional.of(new EngineException(Kind.AWAY, "broken", null)));
    }

    private void fail(@Nullable Kind kind) throws EngineException {
        if (away || kind != null) {
            throw new EngineException(kind == null ? Kind.AWAY : kind, "as the test wants it", null);
        }
    }

    @Override
    public boolean hasImage(ImageReference image) throws EngineException {
        fail(null);
        return imageHere;
    }

    @Override
    public Stream pull(ImageReference image, PullProgress progress, Consumer<Optional<EngineException>> ended) {
        pullEnded = ended;
        pulls.incrementAndGet();
        return () -> pullClosed = true;
    }

    @Override
    public String create(DockerRunCommand command, String name, Map<String, String> labels) throws EngineException {
        fail(null);
        if (imageVanishes.getAndDecrement() > 0) {
            imageHere = false;
        }
        fail(imageHere ? null : Kind.NOT_FOUND);
        if (creations.get() > 0 || nameKept.getAndDecrement() > 0) {
            throw new EngineException(Kind.CONFLICT, "the name is in use", null);
        }
        creations.incrementAndGet();
        this.labels = labels;
        Kind kind = afterCreate;
        afterCreate = null;
        fail(kind);
        return name;
    }

    @Override
    public void start(String container) throws EngineException {
        fail(null);
        starts.incrementAndGet();
        phase = ContainerState.Phase.ALIVE;
        Kind kind = afterStart;
        afterStart = null;
        fail(kind);
    }

    @Override
    public ContainerState inspect(String container) throws EngineException {
        fail(removed || creations.get() == 0 ? Kind.NOT_FOUND : null);
        return new ContainerState(container, phase, exitCode, false, "", labels);
    }

    @Override
    public Stream follow(String container, Output taker, Consumer<Optional<EngineException>> ended) {
        if (outOfThreads) {
            throw new OutOfMemoryError("unable to create native thread");
        }
        outputEnded = ended;
        taker.bytes(OutputLine.Stream.STDOUT, output.getBytes(StandardCharsets.UTF_8));
        if (outputRefused) {
            ended.accept(Optional.of(new EngineException(Kind.REFUSED, "not with this driver", null)));
        } else if (phase == ContainerState.Phase.ENDED) {
            ended.accept(Optional.empty());
        }
        return () -> {};
    }

    @Override
    public Stream awaitExit(String container, Consumer<Optional<EngineException>> ended) {
        exitEnded = ended;
        if (phase == ContainerState.Phase.ENDED) {
            ended.accept(Optional.empty());
        }
        return () -> {};
    }

    @Override
    public void stop(String container, Duration grace) throws EngineException {
        fail(null);
        exit(137);
    }

    @Override
    public void remove(String container) throws EngineException {
        fail(null);
        removed = true;
    }

    @Override
    public void close() {
        ServerSocketChannel server = socket;
        if (server != null) {
            try {
                server.close();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }
}
