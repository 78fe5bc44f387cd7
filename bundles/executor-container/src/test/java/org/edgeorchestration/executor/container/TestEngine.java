// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Optional;

/** The real engine and registry that the environment offers to tests tagged {@code docker}. */
final class TestEngine {
    private TestEngine() {}

    /** {@code EDGE_TEST_DOCKER_HOST}: an engine with the images busybox and hello-world. */
    static String host() {
        return required("EDGE_TEST_DOCKER_HOST");
    }

    /** {@code EDGE_TEST_REGISTRY}: a registry, host:port, that the engine can pull busybox and hello-world from. */
    static String registry() {
        return required("EDGE_TEST_REGISTRY");
    }

    private static String required(String variable) {
        Optional<String> value = Optional.ofNullable(System.getenv(variable)).filter(text -> !text.isBlank());
        if ("true".equals(System.getenv("CI"))) {
            assertThat(value).as("in CI the environment names %s", variable).isPresent();
        }
        assumeTrue(value.isPresent(), () -> "skipped: " + variable + " is not set (itests/rig sets it)");
        return value.orElseThrow();
    }
}
