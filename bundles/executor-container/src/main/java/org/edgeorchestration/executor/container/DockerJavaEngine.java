// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.PullImageCmd;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.PullResponseItem;
import com.github.dockerjava.api.model.ResponseItem;
import com.github.dockerjava.api.model.StreamType;
import com.github.dockerjava.api.model.WaitResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.edgeorchestration.api.execution.OutputLine;

/** A Docker engine behind docker-java. */
final class DockerJavaEngine implements ContainerEngine {
    private static final Duration CALL_LIMIT = Duration.ofSeconds(30);
    // creating and starting unpack layers and call the kernel: on a slow card they take their time
    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private final DockerClients clients;
    private final CallDeadline deadline;
    private final NodeFiles files;

    DockerJavaEngine(DockerClients clients, CallDeadline deadline, NodeFiles files) {
        this.clients = clients;
        this.deadline = deadline;
        this.files = files;
    }

    @Override
    public boolean hasImage(ImageReference image) throws EngineException {
        return call("inspect image " + image, client -> {
            try {
                client.inspectImageCmd(image.text()).exec();
                return true;
            } catch (NotFoundException e) {
                return false;
            }
        });
    }

    @Override
    public Stream pull(ImageReference image, PullProgress progress, Consumer<Optional<EngineException>> ended) {
        PullImageCmd pull = clients.streams().pullImageCmd(image.repository()).withTag(image.version());
        DockerStream<PullResponseItem> stream = new DockerStream<>(ended) {
            @Override
            void take(PullResponseItem item) throws EngineException {
                ResponseItem.ErrorDetail error = item.getErrorDetail();
                if (error != null) {
                    throw new EngineException(
                            EngineException.Kind.REFUSED,
                            String.valueOf(error.getMessage()).strip(),
                            null);
                }
                ResponseItem.ProgressDetail detail = item.getProgressDetail();
                Long current = detail == null ? null : detail.getCurrent();
                progress.layer(
                        String.valueOf(item.getId()), String.valueOf(item.getStatus()), current == null ? 0 : current);
            }
        };
        pull.exec(stream);
        return stream::end;
    }

    @Override
    public String create(DockerRunCommand command, String name, Map<String, String> labels)
            throws EngineException, BadCommand {
        ContainerDraft draft = new ContainerDraft(
                clients.calls().createContainerCmd(command.image().text()).withName(name));
        command.options().applyTo(draft);
        if (!command.arguments().isEmpty()) {
            draft.create().withCmd(command.arguments());
        }
        try {
            draft.complete(files, labels);
        } catch (IOException e) {
            throw new BadCommand("a file that the command names cannot be read: " + e);
        }
        return deadline.within(
                START_LIMIT, "create " + name, () -> draft.create().exec().getId());
    }

    @Override
    public void start(String container) throws EngineException {
        deadline.within(START_LIMIT, "start " + container, () -> {
            try {
                clients.calls().startContainerCmd(container).exec();
            } catch (NotModifiedException e) {
                // runs already
            }
            return true;
        });
    }

    @Override
    public ContainerState inspect(String container) throws EngineException {
        return call(
                "inspect " + container,
                client -> state(client.inspectContainerCmd(container).exec()));
    }

    @Override
    public Stream follow(String container, Output output, Consumer<Optional<EngineException>> ended) {
        DockerStream<Frame> stream = new DockerStream<>(ended) {
            @Override
            void take(Frame frame) {
                output.bytes(
                        frame.getStreamType() == StreamType.STDERR
                                ? OutputLine.Stream.STDERR
                                : OutputLine.Stream.STDOUT,
                        frame.getPayload());
            }
        };
        clients.streams()
                .logContainerCmd(container)
                .withStdOut(true)
                .withStdErr(true)
                .withFollowStream(true)
                .exec(stream);
        return stream::end;
    }

    @Override
    public Stream awaitExit(String container, Consumer<Optional<EngineException>> ended) {
        DockerStream<WaitResponse> stream = new DockerStream<>(ended) {
            @Override
            void take(WaitResponse response) {
                // the exit code is taken from inspect, which also knows whether the container was started again
            }
        };
        clients.streams().waitContainerCmd(container).exec(stream);
        return stream::end;
    }

    @Override
    public void stop(String container, Duration grace) throws EngineException {
        deadline.within(grace.plus(CALL_LIMIT), "stop " + container, () -> {
            try {
                int seconds = Math.toIntExact(grace.toSeconds());
                clients.calls().stopContainerCmd(container).withTimeout(seconds).exec();
            } catch (NotModifiedException | NotFoundException e) {
                // ended already
            }
            return true;
        });
    }

    @Override
    public void remove(String container) throws EngineException {
        call("remove " + container, client -> {
            try {
                client.removeContainerCmd(container)
                        .withForce(true)
                        .withRemoveVolumes(true)
                        .exec();
            } catch (NotFoundException e) {
                // gone already
            } catch (DockerException e) {
                if (e.getHttpStatus() != 409) {
                    throw e;
                }
                // "removal is already in progress"
            }
            return true;
        });
    }

    @Override
    public void close() {
        clients.close();
    }

    private <T> T call(String what, Function<DockerClient, T> call) throws EngineException {
        return deadline.within(CALL_LIMIT, what, () -> call.apply(clients.calls()));
    }

    private static ContainerState state(InspectContainerResponse response) {
        InspectContainerResponse.ContainerState state = response.getState();
        boolean alive = Boolean.TRUE.equals(state.getRunning()) || Boolean.TRUE.equals(state.getRestarting());
        ContainerState.Phase phase = alive
                ? ContainerState.Phase.ALIVE
                : "created".equals(state.getStatus()) ? ContainerState.Phase.CREATED : ContainerState.Phase.ENDED;
        Long code = state.getExitCodeLong();
        Map<String, String> labels = response.getConfig().getLabels();
        return new ContainerState(
                response.getId(),
                phase,
                code == null ? 0 : Math.toIntExact(code),
                Boolean.TRUE.equals(state.getOOMKilled()),
                state.getError() == null ? "" : state.getError(),
                labels == null ? Map.of() : labels);
    }
}
