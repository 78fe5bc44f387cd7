// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The answer to a report or to a stop, between nodes of this project.
 *
 * @param known whether the execution is known there
 */
public record KnownJson(boolean known) {

    /** The answer. */
    public ObjectNode write() {
        return Json.object().put("Known", known);
    }

    /** Reads an answer. */
    public static KnownJson read(ObjectNode answer) throws UnreadableBody {
        return new KnownJson(Fields.of(answer).flag("Known"));
    }
}
