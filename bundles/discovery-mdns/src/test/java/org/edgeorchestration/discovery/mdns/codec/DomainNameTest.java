// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class DomainNameTest {

    @Test
    void isEqualToOneThatDiffersInCaseOnly() {
        assertThat(DomainName.of("_Orchestration._TCP.Local"))
                .isEqualTo(DomainName.of("_orchestration._tcp.local"))
                .hasSameHashCodeAs(DomainName.of("_orchestration._tcp.local"));
        assertThat(new DomainName(List.of("a.b"))).isNotEqualTo(DomainName.of("a.b"));
        assertThat(DomainName.of("\u00c9")).isNotEqualTo(DomainName.of("\u00e9"));
    }

    @Test
    void hasLabelsOf1To63Bytes() {
        assertThat(DomainName.of("a".repeat(63)).labels()).containsExactly("a".repeat(63));
        for (String label : List.of("", "a".repeat(64), "Ā")) {
            assertThatIllegalArgumentException().isThrownBy(() -> new DomainName(List.of(label)));
        }
    }

    @Test
    void hasAtMost255Bytes() {
        List<String> most = Collections.nCopies(127, "a");
        assertThat(new DomainName(most).labels()).isEqualTo(most);
        assertThatIllegalArgumentException().isThrownBy(() -> new DomainName(most).child("a"));
    }
}
