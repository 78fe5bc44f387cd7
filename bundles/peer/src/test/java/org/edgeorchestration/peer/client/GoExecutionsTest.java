// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionStatus;
import org.edgeorchestration.api.node.ManualTime;
import org.edgeorchestration.api.node.Node;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.peer.FakePeerRequests;
import org.edgeorchestration.peer.wire.Encoding;
import org.junit.jupiter.api.Test;

class GoExecutionsTest {
    private static final InetAddress ADDRESS = Neighbourhood.address(1);
    private static final InetAddress OTHER_OF_ITS_ADDRESSES = Neighbourhood.address(2);
    private static final InetAddress STRANGE = Neighbourhood.address(3);

    private final FakePeerRequests requests =
            new FakePeerRequests(new Node(Neighbourhood.id(9), "linux", List.of(), Set.of(), Set.of()));
    private final AtomicBoolean present = new AtomicBoolean(true);
    private final GoTurns turns = new GoTurns(requests, peer -> true, (pause, action) -> {}, new ManualTime());
    private final GoExecutions executions = new GoExecutions(requests, new OnePlace(), turns);

    /** One node, at two addresses while it is there. */
    private final class OnePlace implements Whereabouts {
        @Override
        public Optional<KnownPeer> find(NodeId id) {
            return Optional.empty();
        }

        @Override
        public Optional<String> life(NodeId id) {
            return present.get() ? Optional.of("first") : Optional.empty();
        }

        @Override
        public boolean mayBeAt(NodeId id, InetAddress address) {
            return address.equals(OTHER_OF_ITS_ADDRESSES);
        }
    }

    private Optional<Long> expect() {
        return expect(Encoding.SEALED);
    }

    private Optional<Long> expect(Encoding encoding) {
        return executions.expect(Neighbourhood.id(1), ADDRESS, encoding, ExecutionId.random());
    }

    private Optional<Long> expect(ExecutionId execution) {
        return executions.expect(Neighbourhood.id(1), ADDRESS, Encoding.SEALED, execution);
    }

    @Test
    void numbersCountUpFromARandomStartThatJsonCanSayExactly() {
        long first = expect().orElseThrow();

        assertThat(first).isBetween(1L, 1L << 52);
        assertThat(expect()).hasValue(first + 1);
        assertThat(new GoExecutions(requests, new OnePlace(), turns)
                        .expect(Neighbourhood.id(1), ADDRESS, Encoding.SEALED, ExecutionId.random()))
                .isNotEqualTo(Optional.of(first));
    }

    @Test
    void onlySoManyAreWaitedForButThoseOfAbsentPeersGiveWay() {
        long first = expect().orElseThrow();
        for (int more = 1; more < GoExecutions.MOST; more++) {
            expect();
        }
        assertThat(expect()).isEmpty();

        present.set(false);

        assertThat(expect()).isPresent();
        assertThat(executions.notified(ADDRESS, Encoding.SEALED, first, "Finished"))
                .isFalse();
        assertThat(executions.notified(ADDRESS, Encoding.SEALED, first + 1, "Finished"))
                .isTrue();
    }

    @Test
    void aSealedNotificationCountsWhereverItComesFrom() {
        long number = expect(Encoding.SEALED).orElseThrow();

        assertThat(executions.notified(STRANGE, Encoding.SEALED, number, "Finished"))
                .isTrue();
    }

    @Test
    void oneInPlaintextCountsFromAnyAddressOfItsNodeAndFromNoOther() {
        long first = expect(Encoding.PLAIN).orElseThrow();
        long second = expect(Encoding.PLAIN).orElseThrow();

        assertThat(executions.notified(STRANGE, Encoding.PLAIN, first, "Finished"))
                .isFalse();
        assertThat(executions.notified(OTHER_OF_ITS_ADDRESSES, Encoding.PLAIN, first, "Finished"))
                .isTrue();
        assertThat(executions.notified(ADDRESS, Encoding.PLAIN, second, "Finished"))
                .isTrue();
    }

    /** Two containers at one time: of both the node tells the end under the number of the second. */
    @Test
    void aNumberThatComesTwiceEndsTheOldestThatIsNotToldOf() {
        ExecutionId first = ExecutionId.random();
        ExecutionId second = ExecutionId.random();
        expect(first);
        long number = expect(second).orElseThrow();
        expect(ExecutionId.random());

        assertThat(executions.notified(ADDRESS, Encoding.SEALED, number, "Finished"))
                .isTrue();
        assertThat(executions.notified(ADDRESS, Encoding.SEALED, number, "Finished"))
                .isTrue();
        assertThat(executions.notified(ADDRESS, Encoding.SEALED, number, "Finished"))
                .isFalse();

        assertThat(requests.reports())
                .extracting(FakePeerRequests.Reported::execution)
                .containsExactly(second, first);
        assertThat(requests.reports().get(1).report().status()).containsInstanceOf(ExecutionStatus.Lost.class);
    }

    @Test
    void anOrderThatWasNotTakenIsForgotten() {
        long number = expect().orElseThrow();

        executions.forget(number);

        assertThat(executions.notified(ADDRESS, Encoding.SEALED, number, "Finished"))
                .isFalse();
        assertThat(requests.reports()).isEmpty();
    }
}
