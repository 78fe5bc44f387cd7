// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What the environment says of the engine, by the names of Docker's own command line.
 *
 * @param variables answers a variable's value, where it is set
 */
record EngineEnvironment(Function<String, Optional<String>> variables) {
    private static final Pattern VERSION = Pattern.compile("\\d{1,4}\\.\\d{1,4}");

    /** The engine's address: the configured one, else {@code DOCKER_HOST}, else Docker's own default. */
    EngineAddress address(String configured) {
        String address = configured.isBlank() ? variable("DOCKER_HOST").orElse(EngineAddress.DEFAULT) : configured;
        try {
            return new EngineAddress(URI.create(address.strip()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "docker.host in org.edgeorchestration.executor.container.cfg, or DOCKER_HOST: " + e.getMessage(),
                    e);
        }
    }

    /**
     * The version of the engine's interface that is spoken, such as {@code 1.44}; empty for the engine's own.
     *
     * @throws IllegalArgumentException when {@code DOCKER_API_VERSION} is none
     */
    Optional<String> apiVersion() {
        Optional<String> version = variable("DOCKER_API_VERSION").map(String::strip);
        version.filter(text -> !VERSION.matcher(text).matches()).ifPresent(text -> {
            throw new IllegalArgumentException("DOCKER_API_VERSION is a version such as 1.44, but was '" + text + "'");
        });
        return version;
    }

    /** Whether the engine is behind TLS. */
    boolean tls() {
        return variable("DOCKER_TLS_VERIFY").filter(value -> !value.equals("0")).isPresent();
    }

    /** The folder of the keys for TLS: {@code ca.pem}, {@code cert.pem}, {@code key.pem}. */
    Path certificates() {
        return variable("DOCKER_CERT_PATH").map(Path::of).orElseGet(this::configuration);
    }

    /** The folder of Docker's {@code config.json}. */
    Path configuration() {
        return variable("DOCKER_CONFIG")
                .map(Path::of)
                .orElseGet(() -> Path.of(variable("HOME").orElse("/root"), ".docker"));
    }

    private Optional<String> variable(String name) {
        return variables.apply(name).filter(value -> !value.isBlank());
    }
}
