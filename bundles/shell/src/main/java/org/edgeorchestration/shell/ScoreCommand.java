// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.shell;

import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.edgeorchestration.api.scoring.Resources;
import org.edgeorchestration.api.scoring.Sample;
import org.edgeorchestration.api.scoring.Score;
import org.edgeorchestration.api.scoring.ScoreProvider;

/** {@code edge:score}: what this machine has, how busy it is, and what that is worth. */
@Service
@Command(scope = "edge", name = "score", description = "Shows this machine's resources and its scores, term by term")
@SuppressWarnings("NullAway.Init") // Karaf fills the fields
public final class ScoreCommand extends EdgeCommand {
    @Reference
    ScoreProvider scores;

    @Reference
    InstantSource time;

    @Override
    void run(PrintStream out) {
        Sample sample = scores.sample()
                .orElseThrow(() -> new IllegalStateException("nothing has been measured yet; try again in a second"));
        Resources resources = sample.resources();
        ShellTable table = new ShellTable();
        table.column("Resource");
        table.column("Value").alignRight();
        table.addRow().addContent("Processors", resources.cpuCount());
        table.addRow().addContent("In use", ForPeople.number(resources.cpuUsage()) + " %");
        table.addRow().addContent("Frequency", ForPeople.number(resources.cpuFrequency()) + " MHz");
        table.addRow().addContent("Memory", ForPeople.bytes(resources.memoryTotal()));
        table.addRow().addContent("Memory available", ForPeople.bytes(resources.memoryAvailable()));
        table.addRow().addContent("Network", ForPeople.number(resources.networkBandwidth()));
        table.addRow()
                .addContent("Measured", ForPeople.span(Duration.between(sample.taken(), time.instant())) + " ago");
        table.print(out);
        out.println();
        print("Fitness (decides)", scores.fitness(resources, Duration.ZERO), out);
        out.println();
        print("Go project's score", scores.goScore(resources, Duration.ZERO), out);
    }

    private static void print(String title, Score score, PrintStream out) {
        ShellTable table = new ShellTable();
        table.column(title);
        table.column("Value").alignRight();
        score.terms().forEach(term -> table.addRow().addContent(term.name(), ForPeople.number(term.value())));
        table.addRow().addContent("in all", ForPeople.number(score.value()));
        table.print(out);
    }
}
