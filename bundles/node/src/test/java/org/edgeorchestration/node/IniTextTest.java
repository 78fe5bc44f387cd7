// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.node;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IniTextTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "a=b,              b",
                "a = b ,           b",
                "a: b,             b",
                "a=b ; comment,    b",
                "a=b#comment,      b",
                "a=b=c,            b=c",
                "a=docker run -v /a:/b i, docker run -v /a:/b i",
                "a=\"b;c # d\" ; e, b;c # d",
                "a='b',            b",
                "a='b,             'b",
                "`a=1\na=2`,       2"
            })
    void readsAPair(String line, String value) {
        assertThat(new IniText("[s]\n" + line).value("s", "a")).contains(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "a=", "a= ; b", ";a=b", "# a=b", "a;=b", "A=b", "[t]\na=b", "=b", "[t]\n[s\na", "\0\uFFFF"})
    void skipsTheRest(String line) {
        assertThat(new IniText("[s]\n" + line).value("s", "a")).isEmpty();
    }

    @Test
    void knowsSectionsAndForeignLineEnds() {
        IniText ini = new IniText("\uFEFFa=0\r\n[ s ] ; first\r\na=1\r\n\r\n[t]\ra=2");
        assertThat(ini.value("", "a")).contains("0");
        assertThat(ini.value("s", "a")).contains("1");
        assertThat(ini.value("t", "a")).contains("2");
    }

    @Property(tries = 500)
    void neverThrows(@ForAll @StringLength(max = 200) String text) {
        assertThat(new IniText(text).value("s", "a")).isNotNull();
    }
}
