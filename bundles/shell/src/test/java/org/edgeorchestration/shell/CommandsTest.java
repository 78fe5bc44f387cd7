// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.OutputLine.Stream;
import org.edgeorchestration.api.node.FakeLocalNode;
import org.edgeorchestration.api.node.KeyStore;
import org.edgeorchestration.api.node.ManualTime;
import org.edgeorchestration.api.node.SharedKey;
import org.edgeorchestration.api.peer.FakePeerTransport;
import org.edgeorchestration.api.peer.Peer.Standing;
import org.edgeorchestration.api.peer.Peers;
import org.edgeorchestration.api.service.FakeServiceManager;
import org.junit.jupiter.api.Test;

class CommandsTest {
    private final FakeServiceManager services = Executions.known();
    private final ManualTime time = new ManualTime();

    /** A store without a key, whose file can be made once. */
    private static final class FakeKeys implements KeyStore {
        private final Path file = Path.of("/state/user/key");
        private boolean made;

        @Override
        public Optional<SharedKey> key() {
            return Optional.empty();
        }

        @Override
        public Path file() {
            return file;
        }

        @Override
        public Path create() throws FileAlreadyExistsException {
            if (made) {
                throw new FileAlreadyExistsException(file.toString());
            }
            made = true;
            return file;
        }
    }

    @Test
    void statusShowsThisNodeAtAGlance() throws Exception {
        StatusCommand command = new StatusCommand();
        command.self = new FakeLocalNode(Path.of("/state"));
        command.keys = new FakeKeys();
        command.services = services;
        command.scores = new FakeScores();
        command.time = time;
        command.transport = new FakePeerTransport()
                .put(
                        Peers.ours("a", Peers.idle()),
                        Peers.go("b", Peers.idle()),
                        Peers.troubled(Peers.ours("c", Peers.idle()), Standing.LATE, "it is late"));
        time.advance(Duration.ofMillis(400));
        assertThat(Printed.by(command))
                .contains("edge-orchestration-00000000-0000-0001-0000-000000000001")
                .contains("127.0.0.1")
                .contains("/state")
                .contains("edge:key-create makes one in /state/user/key")
                .contains("native")
                .containsPattern("Other nodes .* 3 \\(1 late\\)")
                .contains("7.250, measured 0.4 s ago")
                .contains("1 Failed, 1 Started");
        command.transport = new FakePeerTransport();
        assertThat(Printed.by(command)).containsPattern("Other nodes .* none");
        command.transport = null;
        assertThat(Printed.by(command)).contains("none: the bundle peer is not active");
    }

    @Test
    void servicesListsExecutions() throws Exception {
        ServicesCommand command = new ServicesCommand();
        command.services = services;
        command.time = time;
        time.advance(Duration.ofMinutes(61));
        assertThat(Printed.by(command).lines())
                .hasSize(4)
                .anySatisfy(line ->
                        assertThat(line).contains("running-1", "hello-world", "container", "Started", "1 h 1 min"))
                .anySatisfy(line -> assertThat(line).contains("failed-1", "Failed", "3", "exit code 3"));
    }

    @Test
    void servicesListsThoseWithOneStatus() throws Exception {
        ServicesCommand command = new ServicesCommand();
        command.services = services;
        command.time = time;
        command.status = "failed";
        assertThat(Printed.by(command)).contains("failed-1").doesNotContain("running-1");
        command.status = "Lost";
        assertThat(Printed.by(command)).contains("none");
    }

    @Test
    void logsShowsWhatAnExecutionWrote() throws Exception {
        services.write("running-1", Stream.STDOUT, "out");
        services.write("running-1", Stream.STDERR, "err");
        LogsCommand command = new LogsCommand();
        command.services = services;
        command.execution = "running-1";
        assertThat(Printed.by(command)).isEqualToNormalizingNewlines("out\nerr\n");
    }

    @Test
    void stopAsksAnExecutionToEnd() throws Exception {
        StopCommand command = new StopCommand();
        command.services = services;
        command.execution = "running-1";
        assertThat(Printed.by(command)).contains("Asked running-1 to end");
        assertThat(services.stopped()).containsExactly(new ExecutionId("running-1"));
    }

    @Test
    void commandsFailForUnknownExecutions() {
        LogsCommand logs = new LogsCommand();
        StopCommand stop = new StopCommand();
        logs.services = services;
        stop.services = services;
        logs.execution = "nobody";
        stop.execution = "nobody";
        for (EdgeCommand command : new EdgeCommand[] {logs, stop}) {
            assertThatThrownBy(() -> Printed.by(command))
                    .hasMessage("no execution nobody is known here; edge:services lists those that are");
        }
        logs.execution = "Not An Id";
        assertThatThrownBy(() -> Printed.by(logs)).hasMessageContaining("an execution id is");
    }

    @Test
    void scoreShowsEveryTerm() throws Exception {
        ScoreCommand command = new ScoreCommand();
        command.scores = new FakeScores();
        command.time = time;
        assertThat(Printed.by(command))
                .contains("25 %", "2000 MHz", "8.0 GiB", "1.5 GiB")
                .contains("idle processors", "4.250", "7.250")
                .contains("Go project's score", "0.1235");
    }

    @Test
    void scoreFailsWhileNothingIsMeasured() {
        ScoreCommand command = new ScoreCommand();
        FakeScores scores = new FakeScores();
        scores.measured = false;
        command.scores = scores;
        command.time = time;
        assertThatThrownBy(() -> Printed.by(command)).hasMessageContaining("nothing has been measured yet");
    }

    @Test
    void keyCreateMakesAKeyOnce() throws Exception {
        KeyCreateCommand command = new KeyCreateCommand();
        command.keys = new FakeKeys();
        assertThat(Printed.by(command)).contains("A new key is in /state/user/key", "start this node again");
        assertThatThrownBy(() -> Printed.by(command)).hasMessageContaining("there is a key in /state/user/key already");
    }
}
