// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class LogTextTest {
    @Example
    void aServiceCannotForgeALineOfTheLog() {
        assertThat(LogText.oneLine("ok\n2026-01-01 INFO execution=1 status=Finished\r\u0085\u2028\u2029"))
                .isEqualTo("ok 2026-01-01 INFO execution=1 status=Finished    ");
    }

    @Example
    void aServiceCannotPaintTheTerminal() {
        assertThat(LogText.oneLine("\u001b[31mred\u0007")).isEqualTo(" [31mred ");
    }

    @Example
    void plainTextStaysTheSame() {
        String text = "Hello from Docker!\t안녕 😀";
        assertThat(LogText.oneLine(text)).isSameAs(text);
    }

    @Property
    void whateverComesIsOneLineOfTheSameLength(@ForAll String text) {
        String line = LogText.oneLine(text);
        assertThat(line.lines().count()).isLessThanOrEqualTo(1);
        assertThat(line).hasSameSizeAs(text);
        assertThat(line.chars().filter(Character::isISOControl).allMatch(c -> c == '\t'))
                .isTrue();
    }
}
