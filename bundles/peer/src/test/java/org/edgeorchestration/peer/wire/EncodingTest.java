// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.edgeorchestration.api.node.SharedKey;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncodingTest {
    private static final SharedKey KEY = new SharedKey(new byte[] {1});

    @ParameterizedTest
    @ValueSource(strings = {"{}", " \r\n\t{\"devID\":\"x\"} ", "{\"a\":[{}]}"})
    void takesAJsonObjectAsPlain(String body) {
        assertThat(Encoding.of(body.getBytes(StandardCharsets.UTF_8))).isEqualTo(Encoding.PLAIN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "{x", "[1]", "null", "\"a\"", "{}{}", "{\"a\":1,\"a\":2}", "{\"a\":NaN}"})
    void takesEverythingElseAsSealed(String body) {
        assertThat(Encoding.of(body.getBytes(StandardCharsets.UTF_8))).isEqualTo(Encoding.SEALED);
    }

    @Property
    void knowsASealedBodyThatBeginsLikeJson(@ForAll @Size(11) byte[] rest) {
        byte[] nonce = new byte[GoSeal.NONCE];
        nonce[0] = '{';
        System.arraycopy(rest, 0, nonce, 1, rest.length);
        // one cipher refuses the same nonce twice in a row, and samples repeat
        GoSeal seal = new GoSeal(KEY);
        assertThat(Encoding.of(seal.seal("{}".getBytes(StandardCharsets.UTF_8), nonce)))
                .isEqualTo(Encoding.SEALED);
    }
}
