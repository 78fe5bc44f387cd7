// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.Refusal;
import org.edgeorchestration.api.node.Node;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.peer.Peer;
import org.edgeorchestration.api.service.Placement.Candidate;
import org.edgeorchestration.api.service.Placement.Candidate.Eligible;
import org.edgeorchestration.api.service.ServiceRequest;
import org.edgeorchestration.api.service.ServiceRequest.Variant;

/**
 * One decision's look at the fleet. To compare a load that was heard lately costs little; to ask costs a round trip, and work on both
 * sides; and to compare <em>many</em> that are a few hundred milliseconds old has everybody send to those that looked idle then.
 * So (decision 0017, with the figures):
 *
 * <ul>
 *   <li>of up to {@link #ALL} others everybody is looked at, and whoever was not heard lately is asked, all at once;
 *   <li>of more, {@link #CHOICES} of those heard lately, and of the others as many as are missing to {@link #CHOICES} that could run
 *       it and {@linkplain Scoring#hasRoom have room}, all by lot. So nobody is asked while there is a choice in memory;
 *       in a busy fleet, or in a burst, the order goes to the best of a few that are asked;
 *   <li>when fewer than {@link #CHOICES} turn out to be able to take it, more are looked at, each time {@link #MORE} times as many:
 *       whoever refuses has a next best after it, and nobody is sent away while somebody could take it;
 *   <li>when nobody can, those that were late are asked after all, and those that gave no answer just now again, where they are few
 *       {@link #TURNS} times, rather than send the caller away: a node with one other in sight would refuse whatever meets a pause of
 *       that one, and on a network that loses every third packet a question often has to be put more than twice.
 * </ul>
 *
 * <p>One step at a time, so one thread at a time; never blocks.
 */
final class Survey {
    /** Of so many other nodes, or fewer, all are looked at. */
    static final int ALL = 10;

    /** So many choices are enough; as many nodes are {@linkplain Journey tried}. */
    static final int CHOICES = 4;

    private static final int MORE = 4;

    /** More that were late are not waited for: each may take seconds. */
    private static final int LATE = 64;

    /** As often those that do not answer are asked again; each time they have longer for it. */
    static final int TURNS = 3;

    private final ExecutionId id;
    private final ServiceRequest request;
    private final Fleet fleet;
    private final Function<Variant, Optional<Refusal>> executor;
    private final Scoring scoring;
    private final Shortlist shortlist;
    private final List<Candidate> candidates = new ArrayList<>();
    private final List<Peer> unanswered = new ArrayList<>();
    private Optional<Refusal> verdict = Optional.empty();

    /** @param executor what this node's executor says to a variant: why not, or nothing */
    Survey(
            ExecutionId id,
            ServiceRequest request,
            Fleet fleet,
            Function<Variant, Optional<Refusal>> executor,
            Scoring scoring) {
        this.id = id;
        this.request = request;
        this.fleet = fleet;
        this.executor = executor;
        this.scoring = scoring;
        this.shortlist = new Shortlist(fleet, Lot.of(id));
    }

    /** Completes when enough were looked at, or everybody. */
    CompletionStage<Survey> done() {
        boolean few = fleet.peers().size() <= ALL;
        Wave first = new Wave();
        first.look(List.of(fleet.self()));
        first.lookAt(shortlist.heard(few ? ALL : CHOICES));
        first.lookAtMore(few ? ALL : CHOICES - first.withRoom());
        return first.scored().thenCompose(nothing -> more(MORE * CHOICES));
    }

    private CompletionStage<Survey> more(int count) {
        long eligible = eligible();
        if (eligible < CHOICES && shortlist.left() > 0) {
            Wave next = new Wave();
            next.lookAtMore(count);
            return next.scored().thenCompose(nothing -> more(MORE * count));
        }
        return eligible > 0 ? CompletableFuture.completedStage(this) : lastResort(TURNS);
    }

    private long eligible() {
        return candidates.stream().filter(Eligible.class::isInstance).count();
    }

    private CompletionStage<Survey> lastResort(int turns) {
        List<Peer> again = List.copyOf(unanswered.subList(0, Math.min(LATE, unanswered.size())));
        unanswered.clear();
        Set<NodeId> ids = again.stream().map(peer -> peer.node().id()).collect(Collectors.toSet());
        candidates.removeIf(candidate -> ids.contains(candidate.node().id()));
        Wave late = new Wave();
        late.lookAt(again);
        late.lookAt(shortlist.late(LATE - again.size()));
        return late.scored()
                .thenCompose(
                        nothing -> turns > 1 && unanswered.size() <= ALL && !unanswered.isEmpty() && eligible() == 0
                                ? lastResort(turns - 1)
                                : CompletableFuture.completedStage(this));
    }

    /** What it comes to. */
    Decision decision(Instant now) {
        Listing listing = Listing.of(candidates, shortlist);
        return new Decision(Choice.decide(id, now, listing.candidates(), listing.omitted()), verdict);
    }

    /** Those that are looked at, and where necessary asked, at one time. */
    private final class Wave {
        private final List<Candidates.Fit> fit = new ArrayList<>();
        private final Map<NodeId, Peer> peers = new HashMap<>();

        void lookAt(List<Peer> some) {
            List<Peer> others = some.stream().filter(fleet::other).toList();
            others.forEach(peer -> peers.put(peer.node().id(), peer));
            look(others.stream().map(Peer::node).toList());
        }

        void look(List<Node> nodes) {
            Candidates looked = Candidates.of(request, nodes, fleet.self().id(), executor);
            fit.addAll(looked.fit());
            candidates.addAll(looked.excluded());
            verdict = verdict.or(looked::verdict);
        }

        /** Looks at others until that many of them could run it, or nobody is left. */
        void lookAtMore(int count) {
            int enough = fit.size() + count;
            while (fit.size() < enough && shortlist.left() > 0) {
                lookAt(shortlist.more(enough - fit.size()));
            }
        }

        int withRoom() {
            return (int) fit.stream()
                    .map(one -> peers.get(one.node().id()))
                    .filter(peer -> peer != null && scoring.hasRoom(peer))
                    .count();
        }

        CompletionStage<Boolean> scored() {
            return scoring.score(fit, peers).thenApply(scored -> {
                scored.unanswered().forEach(id -> unanswered.add(peers.get(id)));
                return candidates.addAll(scored.candidates());
            });
        }
    }
}
