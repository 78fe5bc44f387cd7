// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.util.Locale;
import org.edgeorchestration.api.execution.OutputLine;
import org.edgeorchestration.api.service.ServiceStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes every status and every line of output into the node's log, with the execution's id. */
final class ExecutionLog implements ExecutionFollower {
    private static final Logger LOG = LoggerFactory.getLogger(ExecutionLog.class);

    /** A logger of its own, so that an operator can give the services' output its own file or level. */
    private static final Logger OUTPUT = LoggerFactory.getLogger("org.edgeorchestration.output");

    @Override
    public void changed(ExecutionRecord execution, ServiceStatus status) {
        if (LOG.isInfoEnabled()) {
            LOG.info(
                    "execution={} service={} status={} reason={}",
                    status.id(),
                    LogText.oneLine(status.serviceName()),
                    status.status().word(),
                    LogText.oneLine(status.status().reason().orElse("-")));
        }
    }

    @Override
    public void wrote(ExecutionRecord execution, OutputLine line) {
        if (OUTPUT.isInfoEnabled()) {
            OUTPUT.info(
                    "execution={} service={} {}: {}",
                    execution.id(),
                    LogText.oneLine(execution.serviceName()),
                    line.stream().name().toLowerCase(Locale.ROOT),
                    LogText.oneLine(line.text()));
        }
    }
}
