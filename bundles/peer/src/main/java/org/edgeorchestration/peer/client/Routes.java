// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

/** The routes of the wire between nodes ({@code doc/peer-wire.md}). */
final class Routes {
    static final String PING = "/api/v1/ping";
    static final String SCORE = "/api/v1/scoringmgr/score";
    static final String RESOURCE = "/api/v1/scoringmgr/resource";
    static final String SERVICES = "/api/v1/servicemgr/services";

    private Routes() {}

    /** The news of an execution go there; {@code number} is its number or id at the receiver. */
    static String notification(Object number) {
        return SERVICES + "/notification/" + number;
    }
}
