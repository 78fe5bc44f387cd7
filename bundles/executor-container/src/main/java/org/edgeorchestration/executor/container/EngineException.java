// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import org.jspecify.annotations.Nullable;

/** The engine did not do what it was asked; the message holds its own words. */
final class EngineException extends Exception {
    private static final long serialVersionUID = 1;

    /** What kind of trouble it is. */
    enum Kind {
        /** There is no such image, container or network. */
        NOT_FOUND,
        /** Something of that name exists already, or is in the wrong state. */
        CONFLICT,
        /** The engine, or a registry through it, said no. */
        REFUSED,
        /** The engine does not answer, or went away in mid-answer: nobody knows whether it did what it was asked. */
        AWAY
    }

    private final Kind kind;

    EngineException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }
}
