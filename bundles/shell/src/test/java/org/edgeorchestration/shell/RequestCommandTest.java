// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.edgeorchestration.api.execution.ExecutionStatus;
import org.edgeorchestration.api.execution.FakeInstalledServices;
import org.edgeorchestration.api.execution.InstalledService;
import org.edgeorchestration.api.execution.Refusal;
import org.edgeorchestration.api.node.ExecutionType;
import org.edgeorchestration.api.service.ServiceRequest;
import org.edgeorchestration.api.service.ServiceRequest.Variant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RequestCommandTest {
    private final FakeServiceManager services = new FakeServiceManager();
    private final RequestCommand command = new RequestCommand();

    @BeforeEach
    void connect() {
        command.services = services;
        command.installed = new FakeInstalledServices()
                .install(new InstalledService(
                        "web",
                        ExecutionType.CONTAINER,
                        Optional.empty(),
                        Set.of("*"),
                        List.of("docker", "run", "web")));
    }

    private ServiceRequest requested() throws Exception {
        Printed.by(command);
        return services.requests.get(services.requests.size() - 1);
    }

    @Test
    void runsAContainer() throws Exception {
        command.command = List.of("docker", "run", "hello-world");
        assertThat(Printed.by(command)).startsWith("Execution new-1 runs as container on 127.0.0.1");
        ServiceRequest request = services.requests.get(0);
        assertThat(request.serviceName()).isEqualTo("docker");
        assertThat(request.variants())
                .containsExactly(new Variant(ExecutionType.CONTAINER, List.of("docker", "run", "hello-world")));
        assertThat(request.selfSelection()).isTrue();
        assertThat(request.statusCallback()).isEmpty();
        assertThat(request.requester()).isEmpty();
    }

    @Test
    void runsAProgram() throws Exception {
        command.command = List.of("hello", "you");
        assertThat(requested().variants()).containsExactly(new Variant(ExecutionType.NATIVE, List.of("hello", "you")));
    }

    @Test
    void takesEveryOption() throws Exception {
        command.name = "mine";
        command.type = "android";
        command.requester = "curl";
        command.callback = "http://127.0.0.1:8080/done";
        command.noSelf = true;
        command.command = List.of("x");
        ServiceRequest request = requested();
        assertThat(request.serviceName()).isEqualTo("mine");
        assertThat(request.variants()).extracting(Variant::type).containsExactly(new ExecutionType("android"));
        assertThat(request.requester()).contains("curl");
        assertThat(request.statusCallback()).contains(URI.create("http://127.0.0.1:8080/done"));
        assertThat(request.selfSelection()).isFalse();
    }

    @Test
    void runsAnInstalledServiceInItsOwnWay() throws Exception {
        command.name = "web";
        assertThat(requested().variants()).containsExactly(new Variant(ExecutionType.CONTAINER, List.of()));
    }

    @Test
    void runsAServiceThatIsInstalledElsewhereInWhateverWay() throws Exception {
        command.name = "elsewhere";
        assertThat(requested().variants())
                .extracting(Variant::type)
                .containsExactlyInAnyOrder(ExecutionType.CONTAINER, ExecutionType.NATIVE);
        assertThat(requested().variants())
                .allSatisfy(variant -> assertThat(variant.command()).isEmpty());
    }

    @Test
    void showsTheDecisionWithoutRunningAnything() throws Exception {
        command.name = "web";
        command.dryRun = true;
        assertThat(Printed.by(command)).contains("Chosen: near as native");
        assertThat(services.listeners).isEmpty();
    }

    @Test
    void waitsForTheEndAndShowsTheOutput() throws Exception {
        command.name = "web";
        command.wait = true;
        assertThat(Printed.by(command).lines())
                .containsExactly(
                        "Execution new-1 runs as container on 127.0.0.1", "first line", "second line", "Finished");
        assertThat(services.listeners).isEmpty();
    }

    @Test
    void failsWhenTheServiceFails() {
        services.end = new ExecutionStatus.Failed(OptionalInt.of(3), "exit code 3");
        command.name = "web";
        command.wait = true;
        assertThatThrownBy(() -> Printed.by(command)).hasMessage("execution new-1 Failed: exit code 3");
    }

    @Test
    void failsWhenNobodyWill() {
        services.refusal = Optional.of(Refusal.declined("DEVICE_NOT_FOUND", "no node runs containers"));
        command.name = "web";
        assertThatThrownBy(() -> Printed.by(command)).hasMessage("DEVICE_NOT_FOUND: no node runs containers");
        assertThat(services.listeners).isEmpty();
    }

    @Test
    void saysWhatIsMissingOrWrong() {
        assertThatThrownBy(() -> Printed.by(command)).hasMessageContaining("what is to run?");
        command.name = "web";
        command.callback = "ftp://host/x";
        assertThatThrownBy(() -> Printed.by(command)).hasMessageContaining("not an http or https URI");
        command.callback = null;
        command.type = "no type";
        assertThatThrownBy(() -> Printed.by(command)).hasMessageContaining("an execution type is");
    }
}
