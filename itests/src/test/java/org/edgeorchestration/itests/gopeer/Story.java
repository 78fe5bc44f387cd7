// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.itests.gopeer;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What happens, told on standard output: one JSON object a line, so that a test can read along. */
final class Story {

    static final ObjectMapper JSON = new ObjectMapper();

    /** Exit status of a process that a Go panic outside of a request's handler ended. */
    static final int DIED = 2;

    private final Object pen = new Object();

    /** An event with its keys and values in turn. */
    void tell(String event, Object... details) {
        ObjectNode line = JSON.createObjectNode().put("event", event);
        for (int i = 0; i < details.length; i += 2) {
            line.set((String) details[i], JSON.valueToTree(details[i + 1]));
        }
        synchronized (pen) {
            System.out.println(line);
        }
    }

    /** A panic in a goroutine that recovers from nothing: the whole process ends. */
    void die(String cause) {
        tell("died", "cause", cause);
        System.out.flush();
        Runtime.getRuntime().halt(DIED);
    }
}
