// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.util.Locale;
import org.edgeorchestration.api.execution.OutputLine;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.service.ServiceStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes every status and every line of output into the node's log, with the execution's id. */
final class ExecutionLog implements ExecutionFollower {
    private final Logger diary;
    private final Logger output;

    /** The output has a logger of its own, so that an operator can give it its own file or level. */
    ExecutionLog() {
        this(LoggerFactory.getLogger(ExecutionLog.class), LoggerFactory.getLogger("org.edgeorchestration.output"));
    }

    ExecutionLog(Logger diary, Logger output) {
        this.diary = diary;
        this.output = output;
    }

    @Override
    public void changed(ExecutionRecord execution, ServiceStatus status) {
        if (diary.isInfoEnabled()) {
            diary.info(
                    "execution={} service={} node={} status={} reason={}",
                    status.id(),
                    LogText.oneLine(status.serviceName()),
                    execution.peer().map(NodeId::value).orElse("here"),
                    status.status().word(),
                    LogText.oneLine(status.status().reason().orElse("-")));
        }
    }

    @Override
    public void wrote(ExecutionRecord execution, OutputLine line) {
        if (output.isInfoEnabled()) {
            output.info(
                    "execution={} service={} {}: {}",
                    execution.id(),
                    LogText.oneLine(execution.serviceName()),
                    line.stream().name().toLowerCase(Locale.ROOT),
                    LogText.oneLine(line.text()));
        }
    }
}
