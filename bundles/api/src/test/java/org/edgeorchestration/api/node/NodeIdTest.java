// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.api.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeIdTest {
    @Test
    void hasTheGoProjectsForm() {
        NodeId id = NodeId.of(UUID.fromString("80924BC5-AFC8-4135-85C2-105BF9A5A5C4"));
        assertThat(id).hasToString("edge-orchestration-80924bc5-afc8-4135-85c2-105bf9a5a5c4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a.b", "a b", "a\n", "a\"b", "a\\b", "정말"})
    void isOneDnsLabel(String value) {
        assertThatThrownBy(() -> new NodeId(value)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isAtMost63CharactersLong() {
        assertThat(new NodeId("x".repeat(63)).value()).hasSize(63);
        assertThatThrownBy(() -> new NodeId("x".repeat(64))).isInstanceOf(IllegalArgumentException.class);
    }
}
