// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.util.Collections;
import org.edgeorchestration.api.node.NodeId;
import org.junit.jupiter.api.Test;
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
    @ValueSource(ints = {0, 1, 7, 2_147_483_647})
    void anAddressOfOneInterfaceSurvivesItsUri(int number) throws Exception {
        byte[] linkLocal = InetAddress.getByName("fe80::1").getAddress();
        Inet6Address address = Inet6Address.getByAddress(null, linkLocal, number);

        ReplyAddress read = ReplyAddress.parse(new ReplyAddress.OfOurs(new NodeId("n"), address).uri());

        assertThat(read.address()).isEqualTo(address);
        assertThat(((Inet6Address) read.address()).getScopeId()).isEqualTo(number);
    }

    /** What this host says of a link-local address depends on its interfaces, whose names may be nearly anything. */
    @ParameterizedTest
    @ValueSource(strings = {"veth-a", "br-2f1c0a9d77e0", "eth0.5", "vlan@5", "wg#1", "e\u00e9", "[x]", "a b", ""})
    void theNameOfAnInterfaceIsNoPartOfAUri(String name) throws Exception {
        String host = IpLiteral.host("fe80:0:0:0:0:0:0:1%" + name, 7);

        assertThat(host).isEqualTo("fe80:0:0:0:0:0:0:1%7");
        assertThat(new URI("edge-peer", null, host, -1, "/ours/n", null, null).getHost())
                .isEqualTo("[" + host + "]");
    }

    /** Every address of this host, whatever its interfaces are called. */
    @Test
    void noAddressOfThisHostIsOneTooMany() throws Exception {
        for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            for (InetAddress address : Collections.list(each.getInetAddresses())) {
                ReplyAddress ours = new ReplyAddress.OfOurs(new NodeId("n"), address);
                assertThat(ReplyAddress.parse(ours.uri())).isEqualTo(ours);
            }
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
