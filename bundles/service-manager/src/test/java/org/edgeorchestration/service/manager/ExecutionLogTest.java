// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.edgeorchestration.api.execution.ExecutionStatus.Failed;
import org.edgeorchestration.api.execution.ExecutionStatus.Started;
import org.edgeorchestration.api.execution.OutputLine;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.helpers.MessageFormatter;

class ExecutionLogTest {
    private final List<String> diary = new ArrayList<>();
    private final List<String> output = new ArrayList<>();
    private final ExecutionRecord record = Samples.record("e-1", new ExecutionLog(writingTo(diary), writingTo(output)));

    /** A logger that writes whatever comes at level info. */
    private static Logger writingTo(List<String> lines) {
        return (Logger) Proxy.newProxyInstance(
                ExecutionLogTest.class.getClassLoader(), new Class<?>[] {Logger.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("info")) {
                        lines.add(MessageFormatter.arrayFormat(
                                        (String) arguments[0],
                                        arguments.length == 2
                                                ? (Object[]) arguments[1]
                                                : Arrays.copyOfRange(arguments, 1, arguments.length))
                                .getMessage());
                    }
                    return method.getName().equals("isInfoEnabled") ? true : null;
                });
    }

    @Test
    void writesEveryStatusWithItsIds() {
        record.accepted();
        record.changed(new Started());
        record.changed(new Failed(OptionalInt.of(3), "exit code 3\nexecution=e-2 status=Finished"));
        assertThat(diary)
                .containsExactly(
                        "execution=e-1 service=hello node=here status=Accepted reason=-",
                        "execution=e-1 service=hello node=here status=Started reason=-",
                        "execution=e-1 service=hello node=here status=Failed reason=exit code 3 execution=e-2 status=Finished");
        assertThat(output).isEmpty();
    }

    @Test
    void writesEveryLineOfOutputWithItsStream() {
        record.wrote(new OutputLine(OutputLine.Stream.STDOUT, "Hello from Docker!"));
        record.wrote(new OutputLine(OutputLine.Stream.STDERR, "\u001b[31moh"));
        record.wrote(new OutputLine(OutputLine.Stream.NODE, "pulled"));
        assertThat(output)
                .containsExactly(
                        "execution=e-1 service=hello stdout: Hello from Docker!",
                        "execution=e-1 service=hello stderr:  [31moh",
                        "execution=e-1 service=hello node: pulled");
        assertThat(diary).isEmpty();
    }
}
