// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.itests;

import java.util.List;
import java.util.stream.Stream;

/** The engines and the registry that {@code itests/rig/rig} makes and {@code ./edge test} starts. */
final class Rig {

    private Rig() {}

    /** The first engine, in the form of {@code DOCKER_HOST}. */
    static String engine() {
        return required("EDGE_TEST_DOCKER_HOST");
    }

    /** The registry, as the first word of an image's name. */
    static String registry() {
        return required("EDGE_TEST_REGISTRY");
    }

    /**
     * Does something to the second engine, the one that a test may break.
     *
     * @param words as in the script: {@code up [SIZE]}, {@code host}, {@code free}, {@code kill}, {@code down}
     * @return what the script printed
     */
    static String engine2(String... words) {
        return Command.run(Stream.concat(Stream.of(required("EDGE_TEST_RIG"), "engine2"), Stream.of(words))
                        .toList())
                .strip();
    }

    static boolean isUp() {
        return System.getenv()
                .keySet()
                .containsAll(List.of("EDGE_TEST_DOCKER_HOST", "EDGE_TEST_REGISTRY", "EDGE_TEST_RIG"));
    }

    private static String required(String name) {
        String value = System.getenv(name);
        if (value == null) {
            throw new AssertionError(name + " is not set: run ./edge test, which starts the rig");
        }
        return value;
    }
}
