// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import org.edgeorchestration.api.node.NodeId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyAddressTest {
    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "2001:db8::1"})
    void survivesItsUri(String text) throws Exception {
        InetAddress address = InetAddress.getByName(text);
        ReplyAddress ours = new ReplyAddress.OfOurs(new NodeId("edge-orchestration-1/%?#<>"), address);
        ReplyAddress go = new ReplyAddress.OfGo(address, 56_001, true, Encoding.SEALED, -3);
        for (ReplyAddress reply : new ReplyAddress[] {ours, go}) {
            assertThat(reply.uri()).hasScheme("edge-peer");
            assertThat(ReplyAddress.parse(URI.create(reply.uri().toString()))).isEqualTo(reply);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://192.0.2.1/ours/n",
                "edge-peer:x",
                "edge-peer://host.example/ours/n",
                "edge-peer://192.0.2.1/",
                "edge-peer://192.0.2.1/ours/a%20b",
                "edge-peer://192.0.2.1/go/http/plain/1",
                "edge-peer://192.0.2.1:1/go/http/plain/x",
            })
    void isReadFromNothingElse(String uri) {
        assertThatThrownBy(() -> ReplyAddress.parse(URI.create(uri))).isInstanceOf(IllegalArgumentException.class);
    }
}
