// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.edgeorchestration.api.execution.Refusal;
import org.edgeorchestration.api.peer.Load;

/**
 * The answer to an order.
 *
 * @param refusal why it is not taken; empty when it is
 * @param load how busy the node is now, when it is one of this project
 */
public record StatusAnswer(Optional<Refusal> refusal, Optional<Load> load) {
    private static final String STATUS = "Status";
    private static final String STARTED = "Started";

    /** The only answer that Go nodes get and give. */
    public static final StatusAnswer STARTED_BY_GO = new StatusAnswer(Optional.empty(), Optional.empty());

    /** The answer, with the string {@code Status} that Go nodes cannot do without. */
    public ObjectNode write() {
        ObjectNode json = Json.object().put(STATUS, refusal.isPresent() ? "Refused" : STARTED);
        refusal.ifPresent(value -> json.set("Refusal", write(value)));
        load.ifPresent(value -> json.set("Load", LoadJson.write(value)));
        return json;
    }

    private static ObjectNode write(Refusal refusal) {
        ObjectNode json = Json.object().put("Kind", refusal.kind().name());
        json.set("Message", Json.text(refusal.message()));
        json.set("Reason", Json.text(refusal.reason()));
        return json;
    }

    /** Reads an answer of either dialect; a status that is not {@code Started} is a refusal. */
    public static StatusAnswer read(ObjectNode answer) throws UnreadableBody {
        Fields json = Fields.of(answer);
        String status = json.text(STATUS, Limits.MAX_NAME);
        Optional<Load> load = LoadJson.readAt(json, "Load");
        if (status.equals(STARTED)) {
            return new StatusAnswer(Optional.empty(), load);
        }
        Refusal refusal = json.has("Refusal")
                ? refusal(json.object("Refusal"))
                : Refusal.declined("NOT_STARTED", "the node answered the status '" + status + "'");
        return new StatusAnswer(Optional.of(refusal), load);
    }

    private static Refusal refusal(Fields json) throws UnreadableBody {
        String kind = json.text("Kind", Limits.MAX_NAME);
        String message = json.text("Message", Limits.MAX_NAME);
        String reason = json.text("Reason", Limits.MAX_SENTENCE);
        return Fields.made(() -> new Refusal(Refusal.Kind.valueOf(kind), message, reason));
    }
}
