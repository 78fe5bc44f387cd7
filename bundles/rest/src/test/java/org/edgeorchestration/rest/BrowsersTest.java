// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrowsersTest {
    private final Browsers browsers = Browsers.parse("edge.example.org, Other.example.org");

    private Optional<String> refusal(String... headers) {
        Map<String, String> map = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 0; i < headers.length; i += 2) {
            map.put(headers[i], headers[i + 1]);
        }
        return browsers.refusal(map::get);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:56001", "node.example.com:56001", "127.0.0.1", "evil.example", ""})
    void letsProgramsCallByAnyName(String host) {
        assertThat(refusal("Host", host, "User-Agent", "curl/8.0", "Accept", "*/*"))
                .isEmpty();
        assertThat(refusal("Host", host)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:56001",
                "127.0.0.1:56001",
                "[::1]:56001",
                "192.168.1.37:56001",
                "gateway:56001",
                "gateway.local:56001",
                "gateway.lan",
                "EDGE.example.org:56001",
                "other.example.org"
            })
    void letsThisNodesOwnPagesCall(String host) {
        assertThat(refusal("Host", host, "Origin", "http://" + host, "Sec-Fetch-Site", "same-origin"))
                .isEmpty();
        assertThat(refusal("Host", host, "User-Agent", "Mozilla/5.0", "Accept-Language", "de"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:56001, http://evil.example",
        "localhost:56001, http://localhost:8080",
        "localhost:56001, http://localhost",
        "localhost:56001, null",
        "localhost:56001, ''",
        "localhost:56001, file://",
        "localhost:56001, 'http://local host:56001'",
        "evil.example:56001, http://evil.example:56001",
    })
    void keepsOtherSitesPagesOut(String host, String origin) {
        assertThat(refusal("Host", host, "Origin", origin)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site", "nonsense"})
    void keepsOutWhatTheBrowserItselfCallsForeign(String site) {
        assertThat(refusal("Host", "localhost:56001", "Sec-Fetch-Site", site)).isPresent();
    }

    @Test
    void keepsOutAPageWhoseNameWasBoundToThisNode() {
        assertThat(refusal("Host", "evil.example:56001", "User-Agent", "Mozilla/5.0 (X11)"))
                .hasValueSatisfying(why -> assertThat(why).contains("'hosts'"));
        assertThat(refusal("Host", "evil.example:56001", "Accept-Language", "en"))
                .isPresent();
    }
}
