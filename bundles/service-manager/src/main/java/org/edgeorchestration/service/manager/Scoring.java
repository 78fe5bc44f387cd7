// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.edgeorchestration.api.node.ExecutionType;
import org.edgeorchestration.api.node.Node;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.peer.Load;
import org.edgeorchestration.api.peer.Peer;
import org.edgeorchestration.api.peer.Peer.Standing;
import org.edgeorchestration.api.scoring.Resources;
import org.edgeorchestration.api.scoring.Sample;
import org.edgeorchestration.api.scoring.ScoreProvider;
import org.edgeorchestration.api.service.Placement.Candidate;
import org.edgeorchestration.api.service.Placement.Candidate.Eligible;
import org.edgeorchestration.api.service.Placement.Candidate.Excluded;

/**
 * Second step of the line: how fit each of them is. The only step that may have to wait, hence a stage: a peer whose last word
 * is too old is asked, all such peers at once, each with a deadline of its own. This node's own score is in memory, and so is
 * that of a peer that was heard lately; with these alone the stage is complete at once. Any thread; never blocks.
 */
final class Scoring {
    /** A load of this age at most is used as it is. */
    static final Duration FRESH = Duration.ofMillis(500);

    /** The same for nodes of the Go project, which measure themselves every six seconds (specification, section 4.2). */
    static final Duration FRESH_GO = Duration.ofSeconds(2);

    private final NodeId self;
    private final Supplier<Optional<ScoreProvider>> provider;
    private final Questions questions;
    private final Workload workload;
    private final GoSparing sparing;
    private final InstantSource time;

    Scoring(
            NodeId self,
            Supplier<Optional<ScoreProvider>> provider,
            Questions questions,
            Workload workload,
            InstantSource time) {
        this.self = self;
        this.provider = provider;
        this.questions = questions;
        this.workload = workload;
        this.sparing = new GoSparing(workload);
        this.time = time;
    }

    /**
     * What came of it.
     *
     * @param candidates one for each that was to be scored: eligible with its score, or excluded when it has none
     * @param unanswered the nodes among them that were asked and gave no answer
     */
    record Scored(List<Candidate> candidates, Set<NodeId> unanswered) {}

    /**
     * Scores those that are fit.
     *
     * @param known those of the others among them
     */
    CompletionStage<Scored> score(List<Candidates.Fit> fit, Map<NodeId, Peer> known) {
        Map<NodeId, CompletableFuture<Peer>> peers = new HashMap<>();
        fit.stream()
                .map(one -> known.get(one.node().id()))
                .filter(Objects::nonNull)
                .forEach(peer -> peers.put(peer.node().id(), upToDate(peer)));
        if (peers.values().stream().allMatch(CompletableFuture::isDone)) {
            return CompletableFuture.completedStage(scored(fit, peers));
        }
        return CompletableFuture.allOf(peers.values().toArray(CompletableFuture[]::new))
                .handle((done, failure) -> scored(fit, peers));
    }

    private Scored scored(List<Candidates.Fit> fit, Map<NodeId, CompletableFuture<Peer>> peers) {
        Set<NodeId> unanswered = peers.entrySet().stream()
                .filter(question -> question.getValue().isCompletedExceptionally())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        return new Scored(rated(fit, peers), unanswered);
    }

    private CompletableFuture<Peer> upToDate(Peer peer) {
        return heardLately(peer)
                ? CompletableFuture.completedFuture(peer)
                : questions.ask(peer.node().id());
    }

    /** Whether a peer answers and has said so lately how busy it is that it need not be asked. */
    static boolean heardLately(Peer peer) {
        Duration limit = peer.ours() ? FRESH : FRESH_GO;
        return peer.standing() == Standing.READY
                && peer.load().isPresent()
                && peer.loadAge().compareTo(limit) <= 0;
    }

    /** Whether one more job would have a processor of that peer for itself, as far as was heard and is known here. */
    boolean hasRoom(Peer peer) {
        return peer.load().filter(load -> !load.full()).isPresent()
                && peer.load().map(load -> load.running() + workload.at(peer)).orElseThrow() < processors(peer);
    }

    private static int processors(Peer peer) {
        return peer.load().flatMap(Load::resources).map(Resources::cpuCount).orElse(1);
    }

    /** All at one moment, after the last answer: what was placed meanwhile counts. */
    private List<Candidate> rated(List<Candidates.Fit> fit, Map<NodeId, CompletableFuture<Peer>> peers) {
        Optional<ScoreProvider> scores = provider.get();
        Optional<Sample> sample = scores.flatMap(ScoreProvider::sample);
        Rating rating = new Rating(scores, sample);
        List<Candidate> rated = fit.stream()
                .map(one -> one.node().id().equals(self)
                        ? here(one.node(), one.variant().type(), rating, sample)
                        : away(one, peers, rating))
                .toList();
        return sparing.spared(rated, id -> Optional.ofNullable(peers.get(id))
                .filter(peer -> !peer.join().ours())
                .isPresent());
    }

    /** This node as the candidate for an execution of that type. */
    Eligible here(Node node, ExecutionType type) {
        Optional<ScoreProvider> scores = provider.get();
        Optional<Sample> sample = scores.flatMap(ScoreProvider::sample);
        return here(node, type, new Rating(scores, sample), sample);
    }

    private Eligible here(Node node, ExecutionType type, Rating rating, Optional<Sample> sample) {
        return new Eligible(
                node,
                type,
                rating.here(workload.running(), workload.here(sample)),
                sample.map(Sample::taken).orElseGet(time::instant));
    }

    private Candidate away(Candidates.Fit fit, Map<NodeId, CompletableFuture<Peer>> peers, Rating rating) {
        CompletableFuture<Peer> answer = peers.get(fit.node().id());
        if (answer == null) {
            return new Excluded(
                    fit.node(), "this node has no way to ask node " + fit.node().id() + " for its score");
        }
        try {
            return away(fit, answer.join(), rating);
        } catch (CompletionException | CancellationException failure) {
            return new Excluded(fit.node(), Causes.sentence(failure));
        }
    }

    private Candidate away(Candidates.Fit fit, Peer peer, Rating rating) {
        if (peer.load().isEmpty()) {
            return new Excluded(fit.node(), "node " + fit.node().id() + " did not say how busy it is");
        }
        Load load = peer.load().get();
        if (load.full()) {
            return new Excluded(fit.node(), "node " + fit.node().id() + " is full");
        }
        return new Eligible(
                fit.node(),
                fit.variant().type(),
                rating.away(load, peer.roundTrip().orElse(Duration.ZERO), workload.at(peer)),
                time.instant().minus(peer.loadAge()),
                peer.roundTrip());
    }
}
