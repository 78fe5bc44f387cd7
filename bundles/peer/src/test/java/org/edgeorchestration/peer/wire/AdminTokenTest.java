// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.edgeorchestration.api.node.NodeId;
import org.junit.jupiter.api.Test;

class AdminTokenTest {
    private static final AdminToken TOKEN = new AdminToken("abcdefghijklmnop".getBytes(StandardCharsets.UTF_8));

    @Test
    void isSignedAsGoNodesCheckIt() {
        assertThat(TOKEN.signed("{\"exp\":4102444800,\"iat\":1700000000,"
                        + "\"deviceid\":\"80924bc5-afc8-4135-85c2-105bf9a5a5c4\",\"aud\":\"Admin\"}"))
                .isEqualTo("eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9."
                        + "eyJleHAiOjQxMDI0NDQ4MDAsImlhdCI6MTcwMDAwMDAwMCwiZGV2aWNlaWQiOiI4MDkyNGJjNS1hZmM4LTQxMzUtODVj"
                        + "Mi0xMDViZjlhNWE1YzQiLCJhdWQiOiJBZG1pbiJ9.cZWsf4B2kssp2qcFhW4_IwwQrmhKrry9Ax8op1TTnqc");
    }

    @Test
    void lastsForADayAndIsGoodWhereTheClockIsBehind() {
        String token = TOKEN.at(Instant.ofEpochSecond(1_700_000_000), new NodeId("edge-orchestration-1-2"));
        assertThat(new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8))
                .isEqualTo("{\"exp\":1700086400,\"deviceid\":\"1-2\",\"aud\":\"Admin\"}");
    }
}
