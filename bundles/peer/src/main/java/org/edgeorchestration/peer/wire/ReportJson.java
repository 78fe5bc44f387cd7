// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionStatus;
import org.edgeorchestration.api.execution.OutputLine;
import org.edgeorchestration.api.peer.Report;

/**
 * News of an execution, between nodes of this project.
 *
 * @param execution which one
 * @param report its news
 * @param sequence orders its statuses, from 1; 0 when the report has none
 */
public record ReportJson(ExecutionId execution, Report report, int sequence) {
    public ReportJson {
        if (sequence < 0) {
            throw new IllegalArgumentException("a sequence is 0 or more");
        }
    }

    /** The report's body. */
    public ObjectNode write() {
        ObjectNode json = Json.object().put("ExecutionId", execution.value());
        ArrayNode lines = json.putArray("Output");
        for (OutputLine line : report.output()) {
            ObjectNode entry = lines.addObject().put("Stream", line.stream().name());
            entry.set("Text", Json.text(line.text()));
        }
        report.status().ifPresent(status -> {
            json.put("Status", status.word());
            status.exitCode().ifPresent(code -> json.put("ExitCode", code));
            status.reason().ifPresent(reason -> json.set("Reason", Json.text(cut(reason))));
            json.put("Sequence", sequence);
        });
        return json;
    }

    /** Reads a report. */
    public static ReportJson read(ObjectNode body) throws UnreadableBody {
        Fields json = Fields.of(body);
        String id = json.text("ExecutionId", Limits.MAX_NAME);
        List<OutputLine> lines = new ArrayList<>();
        for (JsonNode entry : json.elements("Output", Limits.MAX_LINES)) {
            lines.add(line(Fields.of(entry)));
        }
        Optional<ExecutionStatus> status = json.has("Status") ? Optional.of(status(json)) : Optional.empty();
        int sequence = json.optionalCount("Sequence").orElse(0);
        return Fields.made(() -> new ReportJson(new ExecutionId(id), new Report(lines, status), sequence));
    }

    private static OutputLine line(Fields json) throws UnreadableBody {
        String stream = json.text("Stream", Limits.MAX_NAME);
        String text = json.text("Text", OutputLine.MAX_LENGTH);
        return Fields.made(() -> new OutputLine(OutputLine.Stream.valueOf(stream), text));
    }

    private static ExecutionStatus status(Fields json) throws UnreadableBody {
        OptionalInt exitCode = json.optionalCount("ExitCode");
        String reason = json.optionalText("Reason", Limits.MAX_SENTENCE).orElse("");
        return switch (json.text("Status", Limits.MAX_NAME)) {
            case "Accepted" -> new ExecutionStatus.Accepted();
            case "Pulling" -> new ExecutionStatus.Pulling(reason);
            case "Started" -> new ExecutionStatus.Started();
            case "Finished" -> new ExecutionStatus.Finished();
            case "Failed" -> new ExecutionStatus.Failed(exitCode, reason);
            case "Stopped" -> new ExecutionStatus.Stopped(exitCode);
            case "Lost" -> new ExecutionStatus.Lost(reason);
            default -> throw new UnreadableBody("Status is none of the known ones");
        };
    }

    private static String cut(String reason) {
        return reason.length() <= Limits.MAX_SENTENCE ? reason : reason.substring(0, Limits.MAX_SENTENCE);
    }
}
