// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForPeopleTest {
    @Test
    void writesNumbers() {
        assertThat(ForPeople.number(2_400)).isEqualTo("2400");
        assertThat(ForPeople.number(0.000123456)).isEqualTo("0.0001235");
        assertThat(ForPeople.number(12.3456)).isEqualTo("12.35");
        assertThat(ForPeople.number(1e12)).isEqualTo("1.000e+12");
    }

    @Test
    void writesBytes() {
        assertThat(ForPeople.bytes(1_023)).isEqualTo("1023 B");
        assertThat(ForPeople.bytes(1_536)).isEqualTo("1.5 KiB");
        assertThat(ForPeople.bytes(Long.MAX_VALUE)).endsWith(" TiB");
    }

    @Test
    void writesTimeSpans() {
        assertThat(ForPeople.span(Duration.ofMillis(340))).isEqualTo("0.3 s");
        assertThat(ForPeople.span(Duration.ofSeconds(61))).isEqualTo("1 min 1 s");
        assertThat(ForPeople.span(Duration.ofMinutes(150))).isEqualTo("2 h 30 min");
        assertThat(ForPeople.span(Duration.ofHours(49))).isEqualTo("2 d 1 h");
    }

    @Test
    void writesLists() {
        assertThat(ForPeople.list(List.of())).isEqualTo("none");
        assertThat(ForPeople.list(List.of(1, 2))).isEqualTo("1, 2");
    }
}
