// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.edgeorchestration.api.execution.FakeInstalledServices;
import org.edgeorchestration.api.node.ExecutionType;
import org.edgeorchestration.api.service.FakeServiceManager;
import org.edgeorchestration.api.service.ServiceRequest;
import org.edgeorchestration.api.service.ServiceRequest.Variant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExplainCommandTest {
    private final FakeServiceManager services = Executions.known();
    private final ExplainCommand command = new ExplainCommand();

    @BeforeEach
    void connect() {
        command.services = services;
        command.installed = new FakeInstalledServices();
    }

    @Test
    void showsTheDecisionBehindAnExecution() throws Exception {
        command.words = List.of("failed-1");
        assertThat(Printed.by(command).lines())
                .anySatisfy(line -> assertThat(line)
                        .contains("near", "container", " 9 ", "cpu 9.500, way -0.5000", "0.3 s", "1.500 ms"))
                .anySatisfy(line -> assertThat(line).contains("self", "0.0 s").doesNotContain("ms"))
                .anySatisfy(line -> assertThat(line).contains("other", "has no executor for container"))
                .contains("And 7 more nodes: not looked at")
                .contains("Chosen: near as container: highest score of 2")
                .contains("Execution failed-1 is Failed, as container on 127.0.0.1: exit code 3");
        assertThat(services.considered()).isEmpty();
    }

    @Test
    void showsWhereARequestWouldGo() throws Exception {
        command.words = List.of("docker", "run", "web");
        command.requester = "curl";
        command.noSelf = true;
        assertThat(Printed.by(command)).contains("Chosen: near as container").doesNotContain("is known here");
        ServiceRequest request = services.considered().get(0);
        assertThat(request.variants())
                .containsExactly(new Variant(ExecutionType.CONTAINER, List.of("docker", "run", "web")));
        assertThat(request.requester()).contains("curl");
        assertThat(request.selfSelection()).isFalse();
        assertThat(services.requests()).isEmpty();
    }

    @Test
    void takesASingleWordThatIsNoExecutionForARequestAndSaysSo() throws Exception {
        command.words = List.of("uptime");
        assertThat(Printed.by(command))
                .startsWith("No execution uptime is known here; a request for it would go so:")
                .contains("Chosen: near as container");
        assertThat(services.considered().get(0).serviceName()).isEqualTo("uptime");
    }

    @Test
    void takesASingleWordForARequestWhenOptionsSaySo() throws Exception {
        command.words = List.of("running-1");
        command.separator = true;
        assertThat(Printed.by(command)).doesNotContain("is known here");
        command.separator = false;
        command.name = "mine";
        assertThat(Printed.by(command)).doesNotContain("Execution running-1");
        assertThat(services.considered()).hasSize(2);
    }

    @Test
    void failsForAnIdThatIsUnknownAndForNothingAtAll() {
        String unknown = "0f9d8a52-6d3c-4e6a-9d0a-5f1f6f9e2b11";
        command.words = List.of(unknown);
        assertThatThrownBy(() -> Printed.by(command))
                .hasMessage("no execution " + unknown + " is known here; edge:services lists those that are");
        command.words = null;
        assertThatThrownBy(() -> Printed.by(command)).hasMessageContaining("what is to run?");
        assertThat(services.considered()).isEmpty();
    }
}
