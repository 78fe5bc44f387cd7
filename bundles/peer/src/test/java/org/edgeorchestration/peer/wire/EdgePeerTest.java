// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.wire;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.edgeorchestration.api.node.NodeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EdgePeerTest {
    private static final String EPOCH = "0123456789abcdef0123456789abcdef";

    @Property
    void readsWhatItWrites(@ForAll @LongRange(min = 1, max = 999_999_999_999_999_999L) long number) {
        EdgePeer header = new EdgePeer(new NodeId("edge-orchestration-1"), Epoch.random(), Epoch.UNKNOWN, number);
        assertThat(EdgePeer.parse(header.toString())).hasValue(header);
    }

    @Test
    void readsAHint() {
        EdgePeer.Hint hint = new EdgePeer.Hint(new NodeId("n"), new Epoch(EPOCH));
        assertThat(hint).hasToString("1 n " + EPOCH);
        assertThat(EdgePeer.Hint.parse(hint.toString())).hasValue(hint);
        assertThat(EdgePeer.parse(hint.toString())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "2 n " + EPOCH + " " + EPOCH + " 1",
                "1 n " + EPOCH + " " + EPOCH + " 0",
                "1 n " + EPOCH + " " + EPOCH + " 01",
                "1 n " + EPOCH + " " + EPOCH + " -1",
                "1 n " + EPOCH + " " + EPOCH + " 9999999999999999999",
                "1 n " + EPOCH + " " + EPOCH + " 1 ",
                "1 n " + EPOCH + " " + EPOCH + "  1",
                "1 n.local " + EPOCH + " " + EPOCH + " 1",
                "1 n 0123456789ABCDEF0123456789ABCDEF " + EPOCH + " 1",
            })
    void readsNothingElse(String value) {
        assertThat(EdgePeer.parse(value)).isEmpty();
        assertThat(EdgePeer.Hint.parse(value)).isEmpty();
    }

    @Property
    void readsAnyText(@ForAll String value) {
        assertThat(EdgePeer.parse(value)).isEmpty();
        assertThat(EdgePeer.Hint.parse(value)).isEmpty();
    }
}
