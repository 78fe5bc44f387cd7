// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.server;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The routes between nodes (specification, section 2.1, and {@code doc/peer-wire.md}). */
enum Route {
    PING("/ping", true, "GET"),
    SCORE("/scoringmgr/score", true, "GET|POST"),
    RESOURCE("/scoringmgr/resource", false, "GET"),
    SERVICES("/servicemgr/services", true, "POST"),
    NOTIFICATION("/servicemgr/services/notification/[0-9A-Za-z-]{1,64}", true, "POST"),
    EXECUTION("/servicemgr/services/(?!notification$)[0-9A-Za-z-]{1,64}", false, "DELETE"),
    INFO("/discoverymgr/orchestrationinfo", false, "GET"),
    REGISTER("/discoverymgr/register", false, "POST");

    private final Pattern path;
    private final boolean seedEra;
    private final Pattern methods;

    /** @param seedEra whether nodes of the seed era have it, on the applications' port */
    Route(String path, boolean seedEra, String methods) {
        this.path = Pattern.compile("/api/v1" + path);
        this.seedEra = seedEra;
        this.methods = Pattern.compile(methods);
    }

    /** The route of a path. */
    static Optional<Route> of(String path) {
        return Stream.of(values())
                .filter(route -> route.path.matcher(path).matches())
                .findFirst();
    }

    /** The last part of a path. */
    static String lastPart(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    boolean seedEra() {
        return seedEra;
    }

    boolean has(String method) {
        return methods.matcher(method).matches();
    }
}
