// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordDataTest {
    private static final DomainName NAME = DomainName.of("host.local");

    @Test
    void aTextHasBytesOnlyAndNoMoreThanItsLengthCanSay() {
        List<String> fit = List.of("x".repeat(255), "ÿ", "");
        assertThat(new RecordData.Txt(fit).strings()).isEqualTo(fit);
        assertThatIllegalArgumentException().isThrownBy(() -> new RecordData.Txt(List.of("x".repeat(256))));
        assertThatIllegalArgumentException().isThrownBy(() -> new RecordData.Txt(List.of("Ā")));
    }

    @ParameterizedTest
    @CsvSource({"65536, 0, 0", "0, -1, 0", "0, 0, 65536", "0, 0, -1"})
    void theNumbersOfAServiceHaveSixteenBits(int priority, int weight, int port) {
        assertThat(new RecordData.Srv(65_535, 0, 65_535, NAME).port()).isEqualTo(65_535);
        assertThatIllegalArgumentException().isThrownBy(() -> new RecordData.Srv(priority, weight, port, NAME));
    }
}
