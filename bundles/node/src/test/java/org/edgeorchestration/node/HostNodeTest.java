// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Path;
import org.edgeorchestration.api.node.LocalNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostNodeTest {
    private final Machine machine;

    HostNodeTest(@TempDir Path directory) throws IOException {
        machine = new Machine(directory);
    }

    private LocalNode node() throws IOException {
        return new HostNode(machine.environment(), machine.karafBase, new SystemTime());
    }

    @Test
    void knowsItselfAgainAfterARestart() throws IOException {
        assertThat(node().id()).isEqualTo(node().id());
        assertThat(node().state()).isAbsolute().isDirectory();
    }

    @Test
    void tellsAContainerFromAHost() throws IOException {
        assertThat(node().platform()).isEqualTo("linux");
        machine.write(".dockerenv", "");
        assertThat(node().platform()).isEqualTo("docker");
    }

    @Test
    void alwaysHasAnAddressOfItsOwn() throws IOException {
        LocalNode node = node();
        assertThat(node.addresses()).isNotEmpty().allMatch(node::owns);
        assertThat(node.listenAddresses()).hasSize(1).allMatch(InetAddress::isAnyLocalAddress);
    }

    @Test
    void ownsEveryAddressOfEveryInterface() throws IOException {
        LocalNode node = node();
        assertThat(NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses))
                .allMatch(node::owns);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.3.2.1", "::1"})
    void ownsLoopback(String address) throws IOException {
        assertThat(node().owns(Addresses.parse(address))).isTrue();
    }

    @Test
    void ownsLoopbackMappedIntoIpv6() throws IOException {
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 127, 0, 0, 1};
        assertThat(node().owns(Inet6Address.getByAddress(null, mapped, -1))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2001:db8::1234", "203.0.113.9", "::", "0.0.0.0", "::ffff:203.0.113.9"})
    void ownsNoStranger(String address) throws IOException {
        assertThat(node().owns(Addresses.parse(address))).isFalse();
    }

    @Test
    void announcesAndListensOnTheAddressItIsGiven() throws IOException {
        machine.with("EDGE_ADDRESS", "203.0.113.9");
        InetAddress given = Addresses.parse("203.0.113.9");
        assertThat(node().addresses()).containsExactly(given);
        assertThat(node().listenAddresses()).containsExactly(given, InetAddress.getLoopbackAddress());
    }

    @Test
    void leavesLoopbackToTheOthersWhenItIsGivenALoopbackAddress() throws IOException {
        machine.with("EDGE_ADDRESS", "127.0.0.2");
        assertThat(node().listenAddresses()).containsExactly(Addresses.parse("127.0.0.2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"myhost", "0.0.0.0", "::", "224.0.0.251", "10.0.0.0/8"})
    void refusesWhatIsNotAnAddressOfOneHost(String text) {
        machine.with("EDGE_ADDRESS", text);
        assertThatThrownBy(this::node).isInstanceOf(IOException.class).hasMessageContaining(text);
    }
}
