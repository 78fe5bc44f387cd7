// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.api.node;

import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A node's device id, as it stands in its mDNS instance name: {@code edge-orchestration-<uuid>}.
 *
 * @param value one DNS label: 1 to 63 printable ASCII characters without space, dot, quote or backslash
 *     (Go dialect, section 3.1; the device id is the instance name)
 */
public record NodeId(String value) implements Comparable<NodeId> {
    private static final String PREFIX = "edge-orchestration-";
    private static final Pattern LABEL = Pattern.compile("[!-~&&[^.\"\\\\]]{1,63}");

    public NodeId {
        if (!LABEL.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "a node id is one DNS label of printable ASCII, but was '" + value + "'");
        }
    }

    /** The id of the device with that UUID, in the Go project's lower-case form. */
    public static NodeId of(UUID device) {
        return new NodeId(PREFIX + device);
    }

    @Override
    public int compareTo(NodeId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
