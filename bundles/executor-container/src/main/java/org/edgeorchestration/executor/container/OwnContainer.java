// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import java.util.Optional;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.node.NodeId;

/** The container of one execution, known by its name; whatever was tried before, all of it may be tried again. */
final class OwnContainer {
    private final ContainerEngine engine;
    private final ExecutionOrder order;
    private final NodeId node;
    private volatile boolean mayExist;

    OwnContainer(ContainerEngine engine, ExecutionOrder order, NodeId node) {
        this.engine = engine;
        this.order = order;
        this.node = node;
    }

    String name() {
        return ContainerLabels.name(order.id());
    }

    /** Whether there may be something to remove. */
    boolean mayExist() {
        return mayExist;
    }

    /** Creates it, or finds that an earlier attempt did; answers whether it is still to be started. */
    boolean create(DockerRunCommand command) throws EngineException, BadCommand {
        try {
            mayExist = true; // even when no answer comes
            engine.create(command, name(), ContainerLabels.of(order, node));
            return true;
        } catch (EngineException e) {
            if (e.kind() != EngineException.Kind.CONFLICT) {
                throw e;
            }
            return adopt(e).phase() == ContainerState.Phase.CREATED;
        }
    }

    void start() throws EngineException {
        engine.start(name());
    }

    /** What the engine says of it; empty when it is gone. */
    Optional<ContainerState> find() throws EngineException {
        try {
            return Optional.of(engine.inspect(name()));
        } catch (EngineException e) {
            if (e.kind() == EngineException.Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * The container of our name that is there already, provided that it is ours. A slow engine keeps a name for a container that it is
     * still making, or removing, and knows none of that name meanwhile: whoever asked before got no answer, and is to ask again.
     */
    private ContainerState adopt(EngineException conflict) throws EngineException {
        Optional<ContainerState> there = find();
        if (there.isEmpty()) {
            throw new EngineException(EngineException.Kind.AWAY, String.valueOf(conflict.getMessage()), conflict);
        }
        if (order.id().value().equals(there.get().labels().get(ContainerLabels.EXECUTION))) {
            return there.get();
        }
        mayExist = false; // what has its name is not ours to remove
        throw conflict;
    }
}
