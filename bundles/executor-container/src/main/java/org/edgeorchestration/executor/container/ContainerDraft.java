// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HealthCheck;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.LogConfig.LoggingType;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Volume;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A container on its way to be created: what the options say comes together here. */
final class ContainerDraft {
    private final CreateContainerCmd create;
    private final HostConfig host = new HostConfig();
    private final List<String> environment = new ArrayList<>();
    private final List<String> environmentFiles = new ArrayList<>();
    private final Map<String, String> labels = new LinkedHashMap<>();
    private final List<String> labelFiles = new ArrayList<>();
    private final List<ExposedPort> exposed = new ArrayList<>();
    private final LogConfig log = new LogConfig();
    private @Nullable HealthCheck health;

    ContainerDraft(CreateContainerCmd create) {
        this.create = create;
    }

    CreateContainerCmd create() {
        return create;
    }

    HostConfig host() {
        return host;
    }

    HealthCheck health() {
        if (health == null) {
            health = new HealthCheck();
        }
        return health;
    }

    void noHealthcheck(boolean set) {
        if (set) {
            health().withTest(List.of("NONE"));
        }
    }

    void extraHosts(List<String> hosts) {
        host.withExtraHosts(hosts.toArray(String[]::new));
    }

    void capAdd(List<Capability> capabilities) {
        host.withCapAdd(capabilities.toArray(Capability[]::new));
    }

    void capDrop(List<Capability> capabilities) {
        host.withCapDrop(capabilities.toArray(Capability[]::new));
    }

    /** Which streams Docker would attach to; here both are followed in any case. */
    void streams(List<String> names) {
        create.withAttachStdout(names.contains("stdout")).withAttachStderr(names.contains("stderr"));
    }

    void environment(List<String> variables) {
        environment.addAll(variables);
    }

    void environmentFiles(List<String> files) {
        environmentFiles.addAll(files);
    }

    void labels(Map<String, String> more) {
        labels.putAll(more);
    }

    void labelFiles(List<String> files) {
        labelFiles.addAll(files);
    }

    void expose(List<List<ExposedPort>> ports) {
        ports.forEach(exposed::addAll);
    }

    void publish(List<List<PortBinding>> ranges) {
        List<PortBinding> bindings = ranges.stream().flatMap(List::stream).toList();
        bindings.forEach(binding -> exposed.add(binding.getExposedPort()));
        host.withPortBindings(bindings);
    }

    void logDriver(LoggingType type) {
        host.withLogConfig(log.setType(type));
    }

    void logOptions(Map<String, String> options) {
        host.withLogConfig(log.setConfig(options));
    }

    void securityOptions(List<String> options) {
        host.withSecurityOpts(options);
    }

    void volumes(List<String> words) {
        host.withBinds(words.stream()
                .filter(word -> word.contains(":"))
                .map(VerbatimBind::new)
                .toArray(Bind[]::new));
        create.withVolumes(words.stream()
                .filter(word -> !word.contains(":"))
                .map(Volume::new)
                .toArray(Volume[]::new));
    }

    /** Puts all together; files of the command are read now. */
    CreateContainerCmd complete(NodeFiles files, Map<String, String> ownLabels) throws BadCommand, IOException {
        List<String> variables = new ArrayList<>();
        for (String file : environmentFiles) {
            variables.addAll(files.environment(file));
        }
        variables.addAll(files.inherited(environment));
        Map<String, String> allLabels = new LinkedHashMap<>();
        for (String file : labelFiles) {
            allLabels.putAll(files.labels(file));
        }
        allLabels.putAll(labels);
        allLabels.putAll(ownLabels);
        if (health != null) {
            create.withHealthcheck(health);
        }
        if (!exposed.isEmpty()) {
            create.withExposedPorts(exposed);
        }
        return create.withEnv(variables).withLabels(allLabels).withHostConfig(host);
    }

    /** A bind mount in the caller's own words: docker-java's own reading of them drops modes it does not know. */
    private static final class VerbatimBind extends Bind {
        private static final long serialVersionUID = 1;

        private final String words;

        VerbatimBind(String words) {
            super(words, new Volume(words), AccessMode.DEFAULT);
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }
}
