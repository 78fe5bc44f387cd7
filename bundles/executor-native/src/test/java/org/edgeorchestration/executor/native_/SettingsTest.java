// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.native_;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    @Test
    void refusesUnregisteredProgramsUnlessToldOtherwise() {
        assertThat(Settings.of(Configs.with(Map.of())).open()).isFalse();
        assertThat(Settings.of(Configs.with(Map.of("unregistered_programs", "allow")))
                        .open())
                .isTrue();
    }

    @Test
    void readsListsWithSpacesAndNothingInThem() {
        Settings settings = Settings.of(Configs.with(Map.of("forbidden_executables", " sh, ,bash,sh ")));
        assertThat(settings.forbidden()).containsExactlyInAnyOrder("sh", "bash");
    }

    @Test
    void namesTheKeyThatIsWrong() {
        assertThatThrownBy(() -> Settings.of(Configs.with(Map.of("unregistered_programs", "yes"))))
                .hasMessage("unregistered.programs must be refuse or allow, but was 'yes'");
    }

    @ParameterizedTest
    @CsvSource({
        "executions_limit, executions.limit, 0",
        "executions_limit, executions.limit, 1001",
        "executions_queue, executions.queue, 0"
    })
    void namesTheNumberThatIsOutOfItsRange(String method, String key, int value) {
        assertThatThrownBy(() -> Settings.of(Configs.with(Map.of(method, value))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(key + " must be ")
                .hasMessageEndingWith("but was " + value);
    }

    @Test
    void namesTheSpaceThatIsOutOfItsRange() {
        assertThatThrownBy(() -> Settings.of(Configs.with(Map.of("disk_free_bytes", -1L))))
                .hasMessage("disk.free.bytes must be 0 to 9223372036854775807, but was -1");
    }

    @ParameterizedTest
    @CsvSource({"stop_grace_ms, stop.grace.ms, -1", "output_grace_ms, output.grace.ms, 600001"})
    void namesTheTimeThatIsOutOfItsRange(String method, String key, long value) {
        assertThatThrownBy(() -> Settings.of(Configs.with(Map.of(method, value))))
                .hasMessage(key + " must be 0 to 600000, but was " + value);
    }
}
