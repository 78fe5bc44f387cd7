// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.edgeorchestration.api.execution.ExecutionStatus;
import org.edgeorchestration.api.execution.FakeInstalledServices;
import org.edgeorchestration.api.execution.InstalledService;
import org.edgeorchestration.api.execution.OutputLine.Stream;
import org.edgeorchestration.api.execution.Refusal;
import org.edgeorchestration.api.node.ExecutionType;
import org.edgeorchestration.api.service.FakeServiceManager;
import org.edgeorchestration.api.service.Outcome;
import org.edgeorchestration.api.service.ServiceRequest;
import org.edgeorchestration.api.service.ServiceRequest.Variant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RequestCommandTest {
    private final FakeServiceManager services = Executions.known();
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

    /** Lets what is requested write two lines, another execution one, and end so. */
    private void endsWith(ExecutionStatus end) {
        services.answers(request -> {
            services.write("new-1", Stream.STDOUT, "first line");
            services.write("running-1", Stream.STDOUT, "not this one");
            services.write("new-1", Stream.STDERR, "second line");
            services.change(FakeServiceManager.status("new-1", end, 3));
            return CompletableFuture.completedStage(FakeServiceManager.placed("new-1"));
        });
    }

    private ServiceRequest requested() throws Exception {
        Printed.by(command);
        return services.requests().get(services.requests().size() - 1);
    }

    @Test
    void runsAContainer() throws Exception {
        command.command = List.of("docker", "run", "hello-world");
        assertThat(Printed.by(command)).startsWith("Execution run-1 runs as container on 127.0.0.1");
        ServiceRequest request = services.requests().get(0);
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
        assertThat(Printed.by(command)).contains("Chosen: near as container");
        assertThat(services.listeners()).isZero();
    }

    @Test
    void waitsForTheEndAndShowsTheOutput() throws Exception {
        endsWith(new ExecutionStatus.Finished());
        command.name = "web";
        command.wait = true;
        assertThat(Printed.by(command).lines())
                .containsExactly(
                        "Execution new-1 runs as container on 127.0.0.1", "first line", "second line", "Finished");
        assertThat(services.listeners()).isZero();
    }

    @Test
    void failsWhenTheServiceFails() {
        endsWith(FakeServiceManager.failed(3, "exit code 3"));
        command.name = "web";
        command.wait = true;
        assertThatThrownBy(() -> Printed.by(command)).hasMessage("execution new-1 Failed: exit code 3");
    }

    @Test
    void failsWhenNobodyWill() {
        Refusal refusal = Refusal.declined("DEVICE_NOT_FOUND", "no node runs containers");
        services.answers(request -> CompletableFuture.completedStage(new Outcome.Refused(refusal)));
        command.name = "web";
        assertThatThrownBy(() -> Printed.by(command)).hasMessage("DEVICE_NOT_FOUND: no node runs containers");
        assertThat(services.listeners()).isZero();
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
