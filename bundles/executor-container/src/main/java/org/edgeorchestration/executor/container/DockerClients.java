// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientConfigDelegate;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.core.DockerConfigFile;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The two docker-java clients, made when they are first needed: that takes a third of a second and some megabytes. Streams
 * have connections of their own, since a call that finds all connections taken by streams would wait for minutes.
 */
final class DockerClients implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DockerClients.class);
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

    private final EngineAddress address;
    private final EngineEnvironment environment;
    private final String apiVersion;
    private final int maxCalls;
    private final int maxStreams;
    private @Nullable DockerClient calls;
    private @Nullable DockerClient streams;

    /**
     * @param maxCalls the most calls at one time
     * @param maxStreams the most streams at one time
     */
    DockerClients(EngineAddress address, EngineEnvironment environment, int maxCalls, int maxStreams) {
        this.address = address;
        this.environment = environment;
        this.apiVersion = environment.apiVersion().orElse("");
        this.maxCalls = maxCalls;
        this.maxStreams = maxStreams;
    }

    synchronized DockerClient calls() {
        if (calls == null) {
            calls = client(maxCalls);
        }
        return calls;
    }

    synchronized DockerClient streams() {
        if (streams == null) {
            streams = client(maxStreams);
        }
        return streams;
    }

    @Override
    public synchronized void close() {
        for (DockerClient client : new @Nullable DockerClient[] {calls, streams}) {
            if (client != null) {
                try {
                    client.close();
                } catch (IOException e) {
                    LOG.debug("a connection to the engine did not close cleanly", e);
                }
            }
        }
    }

    private DockerClient client(int connections) {
        DockerClientConfig config = DefaultDockerClientConfig.createDefaultConfigBuilder()
                .withDockerHost(address.toString())
                // neither a context of Docker's command line nor its settings may lead elsewhere
                .withDockerContext(null)
                .withDockerConfig(null)
                .withDockerTlsVerify(false)
                .withApiVersion(apiVersion)
                .build();
        DockerHttpClient http = new ZerodepDockerHttpClient.Builder()
                .dockerHost(address.uri())
                .sslConfig(environment.tls() ? new EngineTls(environment.certificates()) : null)
                .maxConnections(connections)
                .connectionTimeout(CONNECT_LIMIT)
                .build();
        return DockerClientImpl.getInstance(new WithCredentials(config, environment.configuration()), http);
    }

    /** Takes the credentials for a registry from Docker's {@code config.json}, anew each time, as Docker does. */
    private static final class WithCredentials extends DockerClientConfigDelegate {
        private final Path folder;

        WithCredentials(DockerClientConfig config, Path folder) {
            super(config);
            this.folder = folder;
        }

        @Override
        public @Nullable AuthConfig effectiveAuthConfig(String image) {
            int slash = image.indexOf('/');
            String first = slash < 0 ? "" : image.substring(0, slash);
            boolean registry = first.contains(".") || first.contains(":") || first.equals("localhost");
            try {
                return DockerConfigFile.loadConfig(getObjectMapper(), folder.toString())
                        .resolveAuthConfig(registry ? first : "");
            } catch (IOException | IllegalArgumentException e) {
                LOG.warn("registries are asked without credentials: config.json in {} cannot be read", folder, e);
                return null;
            }
        }
    }
}
