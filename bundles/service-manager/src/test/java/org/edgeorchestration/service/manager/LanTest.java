// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.service.Outcome;

/** The contract of an acknowledged request, whatever becomes of the network and the machines. */
class LanTest {
    private static final int REQUESTS = 500;

    @Property(tries = 15, seed = "1", shrinking = ShrinkingMode.OFF)
    void everyRequestIsAnsweredRunsOnceAndEndsOnce(@ForAll long seed) {
        Lan lan = new Lan(seed);
        Map<ExecutionId, List<String>> told = new HashMap<>();
        lan.asking.follow(status -> told.computeIfAbsent(status.id(), id -> new ArrayList<>())
                .add(status.status().word()));
        List<CompletableFuture<Outcome>> answers = ask(lan, new Random(seed));

        lan.heal();
        lan.pass(Duration.ofSeconds(8));
        assertThat(answers).allMatch(CompletableFuture::isDone);
        lan.pass(Duration.ofMinutes(2));
        lan.loseGo();
        lan.pass(Duration.ofSeconds(62));

        Set<ExecutionId> placed = new HashSet<>();
        answers.stream()
                .map(CompletableFuture::join)
                .filter(Outcome.Placed.class::isInstance)
                .forEach(outcome -> placed.add(((Outcome.Placed) outcome).id()));
        assertThat(placed).hasSizeGreaterThan(REQUESTS / 2);
        assertThat(lan.starts().values()).containsOnly(1);
        assertThat(placed).containsAll(lan.starts().keySet());
        assertThat(told.keySet()).isEqualTo(placed);
        told.forEach((id, words) -> assertThat(String.join(" ", words))
                .as("what was told of execution %s", id)
                .matches("Accepted( Started)?( Finished| Failed| Lost)"));
        told.forEach((id, words) -> {
            if (words.contains("Finished")) {
                assertThat(lan.starts()).containsKey(id);
            }
        });
    }

    private static List<CompletableFuture<Outcome>> ask(Lan lan, Random dice) {
        List<CompletableFuture<Outcome>> answers = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            answers.add(lan.asking.manager.request(Requests.hello()).toCompletableFuture());
            if (dice.nextInt(10) == 0) {
                lan.upset();
            }
            lan.pass(Duration.ofMillis(dice.nextInt(200)));
        }
        return answers;
    }
}
