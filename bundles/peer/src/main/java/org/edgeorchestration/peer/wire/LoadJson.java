// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.OptionalDouble;
import org.edgeorchestration.api.peer.Load;
import org.edgeorchestration.api.scoring.Resources;

/** A {@link Load} between nodes of this project. It has no Go score: their own score is computed from its resources. */
final class LoadJson {
    private LoadJson() {}

    static ObjectNode write(Load load) {
        ObjectNode json = Json.object()
                .put("Running", load.running())
                .put("Waiting", load.waiting())
                .put("Full", load.full());
        load.resources().ifPresent(resources -> write(resources, json));
        return json;
    }

    private static void write(Resources resources, ObjectNode json) {
        json.set("CpuUsage", Json.number(resources.cpuUsage()));
        json.put("CpuCount", resources.cpuCount());
        json.set("CpuFrequency", Json.number(resources.cpuFrequency()));
        json.set("NetworkBandwidth", Json.number(resources.networkBandwidth()));
        json.put("MemoryTotal", resources.memoryTotal());
        json.put("MemoryAvailable", resources.memoryAvailable());
    }

    static Load read(Fields json) throws UnreadableBody {
        int running = json.count("Running");
        int waiting = json.count("Waiting");
        boolean full = json.flag("Full");
        Optional<Resources> resources = json.has("CpuCount") ? Optional.of(resources(json)) : Optional.empty();
        return Fields.made(() -> new Load(resources, OptionalDouble.empty(), running, waiting, full));
    }

    /** The load beside other keys; empty when there is none. */
    static Optional<Load> readAt(Fields json, String key) throws UnreadableBody {
        return json.has(key) ? Optional.of(read(json.object(key))) : Optional.empty();
    }

    private static Resources resources(Fields json) throws UnreadableBody {
        double usage = json.number("CpuUsage");
        int count = json.count("CpuCount");
        double frequency = json.number("CpuFrequency");
        double bandwidth = json.number("NetworkBandwidth");
        long total = json.integer("MemoryTotal");
        long available = json.integer("MemoryAvailable");
        return Fields.made(() -> new Resources(usage, count, frequency, bandwidth, total, available));
    }
}
