// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.shell;

import java.io.PrintStream;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.karaf.shell.support.table.ShellTable;
import org.edgeorchestration.api.scoring.Score;
import org.edgeorchestration.api.service.Placement;
import org.edgeorchestration.api.service.Placement.Candidate;

/** A decision, as people read it: a row for each node, and a sentence. */
final class PlacementTable {

    private PlacementTable() {}

    static void print(Placement placement, PrintStream out) {
        ShellTable table = new ShellTable().emptyTableText("no node was considered");
        Stream.of("Node", "Type", "Score", "Made of", "Age", "Round trip", "Not, because")
                .forEach(table::column);
        for (Candidate candidate : placement.candidates()) {
            if (candidate instanceof Candidate.Eligible eligible) {
                table.addRow()
                        .addContent(
                                eligible.node().id(),
                                eligible.type(),
                                ForPeople.number(eligible.score().value()),
                                terms(eligible.score()),
                                ForPeople.span(Duration.between(eligible.measured(), placement.decided())),
                                eligible.roundTrip().map(ForPeople::millis).orElse(""),
                                "");
            } else if (candidate instanceof Candidate.Excluded excluded) {
                table.addRow().addContent(excluded.node().id(), "", "", "", "", "", excluded.reason());
            }
        }
        table.print(out);
        placement.omitted().forEach(some -> out.println("And " + some.nodes() + " more nodes: " + some.reason()));
        out.println(placement
                .choice()
                .map(choice -> "Chosen: " + choice.node() + " as " + choice.type() + ": " + choice.reason())
                .orElse("Nobody could run it."));
    }

    /** The terms of a score in their order. */
    static String terms(Score score) {
        return score.terms().stream()
                .map(term -> term.name() + " " + ForPeople.number(term.value()))
                .collect(Collectors.joining(", "));
    }
}
