// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a Go node tells, and is told, when an execution has ended (specification, section 2.6).
 *
 * @param serviceId the number under which the execution was ordered
 * @param status {@code Finished}, {@code Failed}, or the empty text for an exit code other than 0
 */
public record NotificationJson(long serviceId, String status) {

    /** The notification. */
    public ObjectNode write() {
        ObjectNode json = Json.object().put("ServiceID", serviceId);
        json.set("Status", Json.text(status));
        return json;
    }

    /** Reads a notification. */
    public static NotificationJson read(ObjectNode body) throws UnreadableBody {
        Fields json = Fields.of(body);
        return new NotificationJson(json.integer("ServiceID"), json.text("Status", Limits.MAX_NAME));
    }
}
