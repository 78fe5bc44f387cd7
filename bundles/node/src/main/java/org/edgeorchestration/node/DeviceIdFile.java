// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.edgeorchestration.api.node.NodeId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that gives this node its identity (specification, sections 3.6 and 6.1): a UUID. An identity once given is never
 * replaced behind the administrator's back: a file that holds anything else stops the node.
 */
final class DeviceIdFile {
    private static final Logger LOG = LoggerFactory.getLogger(DeviceIdFile.class);
    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final int LONGEST = 1_024;

    private final Path file;
    private final List<Path> places;

    /**
     * @param state the state directory
     * @param seed where the Go project's first release kept the file; read when the state directory has none
     */
    DeviceIdFile(Path state, Path seed) {
        this.file = state.resolve("device").resolve("orchestration_deviceID.txt");
        this.places = List.of(file, seed);
    }

    /**
     * The id in the file; at the first start a random one, which is written there.
     *
     * @throws IOException when a file is there but does not tell an id; the message says what to do
     */
    NodeId readOrMake() throws IOException {
        for (Path place : places) {
            if (Files.exists(place)) {
                return NodeId.of(read(place));
            }
        }
        UUID made = UUID.randomUUID();
        try {
            NewFile.write(file, made.toString(), "rw-r--r--");
        } catch (IOException e) {
            LOG.warn(
                    "node={} This id is temporary, the next start makes another one: cannot write {} ({})",
                    made,
                    file,
                    e.toString());
        }
        return NodeId.of(made);
    }

    private static UUID read(Path place) throws IOException {
        String text = BoundedFile.text(place, LONGEST).strip();
        if (!UUID_TEXT.matcher(text).matches()) {
            throw new IOException("the device id file " + place + " does not hold a UUID such as " + new UUID(0, 0)
                    + "; restore it, or remove it to give this node a new identity");
        }
        return UUID.fromString(text);
    }
}
