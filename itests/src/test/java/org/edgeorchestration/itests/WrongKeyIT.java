// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.edgeorchestration.itests.Application.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes whose key files differ by the line's end. */
@NeedsLab
class WrongKeyIT {

    private static final Duration SEEN_WITHIN = Duration.ofMinutes(2);

    @Test
    void nodesOfAnotherKeyAreNoCandidatesAndSayWhyOnce(@TempDir Path directory) throws Exception {
        Ledger ledger = new Ledger(directory.resolve("ledger"));
        Path key = Fleet.keyFile(directory.resolve("key"), "one key\n");
        Path otherKey = Fleet.keyFile(directory.resolve("other-key"), "one key");
        try (Lab lab = Lab.up(2);
                LabNode one = LabNode.started(lab.host(1), directory, key, ledger, Map.of());
                LabNode other = LabNode.started(lab.host(2), directory, otherKey, ledger, Map.of())) {
            one.awaitAnswer();
            other.awaitAnswer();
            Await.until(
                    "a word about it",
                    SEEN_WITHIN,
                    () -> mentions(one, other) > 0 && mentions(other, one) > 0,
                    () -> one.log() + other.log());
            Answer answer = one.application().post(Ledger.elsewhere("never", Duration.ZERO, 0, Optional.empty()));

            assertThat(answer.text("Message")).as(answer.body()).isNotEqualTo("ERROR_NONE");
            assertThat(one.reachable()).isEmpty();
            assertThat(other.reachable()).isEmpty();
            assertThat(mentions(one, other)).as(one.log()).isEqualTo(1);
            assertThat(mentions(other, one)).as(other.log()).isEqualTo(1);
            assertThat(ledger.entries()).isEmpty();
            assertThat(one.complaint()).isEmpty();
            assertThat(other.complaint()).isEmpty();
        }
    }

    private static long mentions(LabNode node, LabNode other) {
        return node.log()
                .lines()
                .filter(line -> line.contains(" WARN ") && line.contains(other.id()))
                .count();
    }
}
