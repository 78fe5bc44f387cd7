// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.api.execution;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where an execution stands. {@code Accepted → Pulling* → Started → one terminal status}; {@code Pulling} only where
 * something must be fetched first, and a terminal status may follow any other. After a terminal status nothing follows.
 */
public sealed interface ExecutionStatus {

    /** The order is taken and waits for its turn. */
    record Accepted() implements ExecutionStatus {}

    /**
     * What the service needs is being fetched.
     *
     * @param progress how far it is, for people, such as {@code 3 of 7 layers, 12.4 MB}
     */
    record Pulling(String progress) implements ExecutionStatus {
        @Override
        public Optional<String> reason() {
            return Optional.of(progress);
        }
    }

    /** The service runs. */
    record Started() implements ExecutionStatus {}

    /** The service ended by itself with exit code 0. */
    record Finished() implements ExecutionStatus {
        @Override
        public OptionalInt exitCode() {
            return OptionalInt.of(0);
        }
    }

    /**
     * The service did not start, or ended with another exit code than 0.
     *
     * @param exitCode the exit code of a service that ran; empty when it never did, or when nobody can know
     * @param why what failed and, where it can be said, what to do about it; an engine's or registry's own words
     */
    record Failed(OptionalInt exitCode, String why) implements ExecutionStatus {
        @Override
        public Optional<String> reason() {
            return Optional.of(why);
        }
    }

    /**
     * The service was stopped by request.
     *
     * @param exitCode what it said when it was stopped; empty when it had not begun to run
     */
    record Stopped(OptionalInt exitCode) implements ExecutionStatus {}

    /**
     * Nobody can tell any more what became of the service.
     *
     * @param why what was lost, such as the engine that ran it
     */
    record Lost(String why) implements ExecutionStatus {
        @Override
        public Optional<String> reason() {
            return Optional.of(why);
        }
    }

    /** The word that stands for this status on the wire and in tables: the name of its record. */
    default String word() {
        return getClass().getSimpleName();
    }

    /** Whether nothing can follow. */
    default boolean terminal() {
        return this instanceof Finished || this instanceof Failed || this instanceof Stopped || this instanceof Lost;
    }

    /** The service's exit code, where there is one. */
    default OptionalInt exitCode() {
        return OptionalInt.empty();
    }

    /** A sentence for people, where the word alone does not tell enough. */
    default Optional<String> reason() {
        return Optional.empty();
    }
}
