// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.edgeorchestration.api.scoring.Resources;

/**
 * A Go node's answer to a question for its resources (specification, section 2.8): five numbers.
 *
 * @param resources four of them; the Go dialect does not tell memory, which is taken as 1 GiB, all of it free
 * @param roundTrip the fifth: the way from the answering node to the asking one and back, zero or more
 */
public record ResourceJson(Resources resources, Duration roundTrip) {
    private static final long MEMORY = 1L << 30;
    private static final double NANOS = 1e9;
    private static final double MAX_SECONDS = 3_600;

    public ResourceJson {
        if (roundTrip.isNegative()) {
            throw new IllegalArgumentException("a round trip is not negative");
        }
    }

    /** The answer of a node that should be chosen last: a Go node scores it 0, and asks others. */
    public static ObjectNode none() {
        return Json.object()
                .put("cpuCount", 0)
                .put("cpuFreq", 0)
                .put("cpuUsage", 0)
                .put("netBandwidth", 0)
                .put("rtt", 0);
    }

    /** The answer. */
    public ObjectNode write() {
        ObjectNode json = Json.object().put("cpuCount", resources.cpuCount());
        json.set("cpuFreq", Json.number(resources.cpuFrequency()));
        json.set("cpuUsage", Json.number(resources.cpuUsage()));
        json.set("netBandwidth", Json.number(resources.networkBandwidth()));
        json.set("rtt", Json.number(roundTrip.toNanos() / NANOS));
        return json;
    }

    /**
     * Reads an answer.
     *
     * @throws UnreadableBody also when the node says {@code error}, or has not measured itself
     */
    public static ResourceJson read(ObjectNode answer) throws UnreadableBody {
        Fields json = Fields.of(answer);
        if (json.has("error")) {
            throw new UnreadableBody("the node could not tell its resources");
        }
        double usage = Math.min(Math.max(json.number("cpuUsage"), 0), 100);
        int count = json.count("cpuCount");
        double frequency = json.number("cpuFreq");
        double bandwidth = json.number("netBandwidth");
        // Negative: the Go node has counted failures (section 4.3).
        double seconds = Math.min(Math.max(json.number("rtt"), 0), MAX_SECONDS);
        return Fields.made(() -> new ResourceJson(
                new Resources(usage, count, frequency, bandwidth, MEMORY, MEMORY),
                Duration.ofNanos(Math.round(seconds * NANOS))));
    }
}
