// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.edgeorchestration.api.node.Node;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.node.RealThreads;
import org.edgeorchestration.api.node.Ticker;
import org.edgeorchestration.api.peer.FakePeerRequests;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LookoutTest {
    private static final NodeId SELF = Neighbourhood.id(9);

    private final RealThreads threads = new RealThreads();
    private final HttpCalls http =
            new HttpCalls(threads.pool("calls", 2, 16), System::nanoTime, Optional.empty(), Optional.empty());
    private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1);
    private final CountDownLatch idle = new CountDownLatch(1);
    private final Lookout lookout = lookout();

    private Lookout lookout() {
        Ticker ticker = System::nanoTime;
        PeerLog log = new PeerLog();
        PeerTable table = new PeerTable(ticker, new Pace(ticker), log);
        Admission admission = new Admission(SELF, table, ticker, log);
        Node self = new Node(SELF, "linux", List.of(), Set.of(), Set.of());
        Course course = new Course(scheduler);
        Hearsay hearsay = new Hearsay();
        FakePeerRequests requests = new FakePeerRequests(self);
        GoExecutions executions =
                new GoExecutions(requests, table, new GoTurns(requests, table::isThere, course::later, ticker));
        Scout scout = new Scout(
                new Speaker(SELF, http, Neighbourhood.KEY, Optional.empty(), InstantSource.system(), ticker),
                executions,
                hearsay,
                new PeerClient.Settings(1, 1, false, Optional.empty(), Optional.empty()));
        Inquiry inquiry = new Inquiry(table, admission, scout, course, ticker, log);
        return new Lookout(
                table,
                admission,
                inquiry,
                new Vigil(table, admission, scout, course, hearsay, ticker),
                new Lifelines(table, executions, to -> new SocketLine(to, Optional.empty()), ticker),
                course);
    }

    @BeforeEach
    void keepBusy() {
        scheduler.execute(() -> {
            try {
                idle.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Await.until(() -> scheduler.getQueue().isEmpty());
    }

    @AfterEach
    void close() {
        lookout.close();
        scheduler.shutdownNow();
        http.close();
        threads.close();
    }

    @Test
    void callsThatComeWhileItIsBusyShareOneLook() {
        for (int call = 0; call < 10_000; call++) {
            lookout.heard(Neighbourhood.id(call % 10), Neighbourhood.address(1));
        }

        assertThat(scheduler.getQueue()).hasSize(1);
    }

    @Test
    void callsThatComeAfterALookGetAnother() {
        lookout.heard(Neighbourhood.id(1), Neighbourhood.address(1));
        idle.countDown();
        Await.until(() -> scheduler.getQueue().isEmpty() && scheduler.getActiveCount() == 0);
        long done = scheduler.getCompletedTaskCount();

        lookout.heard(Neighbourhood.id(2), Neighbourhood.address(1));

        Await.until(() -> scheduler.getCompletedTaskCount() > done);
    }
}
