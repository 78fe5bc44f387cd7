// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.peer.Load;

/**
 * The answer to a question for a score (specification, section 2.7); {@link #question} is the question.
 *
 * @param score the Go score, above 0; empty when the node could not tell, which Go nodes say as 0
 * @param node who answers, when it is one of this project
 * @param load how busy it is, when it is one of this project
 * @param silent whom it has found silent of late; at most {@link #MOST_SILENT}
 */
public record ScoreJson(OptionalDouble score, Optional<NodeJson> node, Optional<Load> load, Set<NodeId> silent) {
    /** How many silent nodes an answer names. */
    public static final int MOST_SILENT = 16;

    private static final String SCORE = "ScoreValue";
    private static final String SILENT = "Silent";

    public ScoreJson {
        if (score.isPresent() && !(score.getAsDouble() > 0 && Double.isFinite(score.getAsDouble()))) {
            throw new IllegalArgumentException("a score is finite and above 0");
        }
        if (silent.size() > MOST_SILENT) {
            throw new IllegalArgumentException("an answer names at most " + MOST_SILENT + " silent nodes");
        }
        silent = Set.copyOf(silent);
    }

    /** What a node answers to one of the Go project. */
    public static ScoreJson ofGo(double score) {
        return new ScoreJson(OptionalDouble.of(score), Optional.empty(), Optional.empty(), Set.of());
    }

    /** The question: who asks. The same for {@link ResourceJson resources}. */
    public static ObjectNode question(NodeId asking) {
        return Json.object().put("devID", asking.value());
    }

    /**
     * Who asks, in its own words: a Go node says any text.
     *
     * @throws UnreadableBody when it does not say
     */
    public static String asking(ObjectNode question) throws UnreadableBody {
        return Fields.of(question).text("devID", Limits.MAX_NAME);
    }

    /** The answer; without a score it says 0, as Go nodes do. */
    public ObjectNode write() {
        ObjectNode json = Json.object();
        json.set(SCORE, Json.number(score.orElse(0)));
        node.ifPresent(introduction -> json.set("Node", introduction.write()));
        load.ifPresent(value -> json.set("Load", LoadJson.write(value)));
        silent.forEach(id -> json.withArray(SILENT).add(Json.text(id.value())));
        return json;
    }

    /** Reads an answer of either dialect. */
    public static ScoreJson read(ObjectNode answer) throws UnreadableBody {
        Fields json = Fields.of(answer);
        double value = json.number(SCORE);
        Optional<NodeJson> node = json.has("Node") ? Optional.of(NodeJson.read(json.object("Node"))) : Optional.empty();
        Optional<Load> load = LoadJson.readAt(json, "Load");
        OptionalDouble score = value > 0 ? OptionalDouble.of(value) : OptionalDouble.empty();
        Set<NodeId> silent = new HashSet<>();
        for (String id : json.texts(SILENT, MOST_SILENT, Limits.MAX_NAME)) {
            silent.add(Fields.made(() -> new NodeId(id)));
        }
        return new ScoreJson(score, node, load, silent);
    }
}
