// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrefixTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 24, 192.0.2.255",
        "192.0.2.7, 25, 192.0.2.127",
        "192.0.2.7, 32, 192.0.2.7",
        "10.0.0.1, 7, 11.255.255.255",
        "128.0.0.1, 1, 255.0.0.1",
        "2001:db8:0:1::7, 64, 2001:db8:0:1:ffff::",
        "2001:db8:0:1::7, 63, 2001:db8::1",
        "2001:db8::7, 128, 2001:db8::7",
        "127.0.0.1, 8, 127.9.9.9",
        "fe80::7, 64, fe80::7"
    })
    void holdsWhatItHasTheFirstBitsInCommonWith(String address, int length, String other) {
        assertThat(prefix(address, length).holds(NodeAt.address(other))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 24, 192.0.3.7",
        "192.0.2.7, 25, 192.0.2.128",
        "192.0.2.7, 32, 192.0.2.6",
        "128.0.0.1, 1, 127.0.0.1",
        "2001:db8:0:1::7, 64, 2001:db8::7",
        "2001:db8::7, 128, 2001:db8::6",
        "192.0.2.7, 24, 2001:db8::7",
        "2001:db8::7, 1, 32.1.13.184",
        "0.0.0.1, 24, ::2"
    })
    void holdsNothingElse(String address, int length, String other) {
        assertThat(prefix(address, length).holds(NodeAt.address(other))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.7, 0", "192.0.2.7, -1", "192.0.2.7, 33", "192.0.2.7, 128", "2001:db8::7, 0", "2001:db8::7, 129"
    })
    void isTheAddressAloneWhereItsLengthIsNone(String address, int length) {
        assertThat(prefix(address, length).holds(NodeAt.address(address))).isTrue();
        assertThat(prefix(address, length).holds(NodeAt.address("192.0.2.6"))).isFalse();
        assertThat(prefix(address, length).holds(NodeAt.address("2001:db8::6"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"fe80::7, 64, fe80::8", "169.254.1.7, 16, 169.254.1.8"})
    void isTheAddressAloneWhereTheNetworkIsOnEveryInterface(String address, int length, String other) {
        assertThat(prefix(address, length).holds(NodeAt.address(other))).isFalse();
    }

    @Test
    void isThatOfTheInterfaceAlsoForAnAddressThatItOnlyServes() throws SocketException {
        NetworkInterface loopback = NetworkInterface.getByName("lo");
        assertThat(Prefix.of(NodeAt.address("127.0.0.1"), loopback.getInterfaceAddresses()))
                .isEqualTo(prefix("127.0.0.1", 8));
        assertThat(new Attachment(loopback, NodeAt.address("127.0.0.2")).prefix())
                .isEqualTo(prefix("127.0.0.2", 8));
    }

    @Test
    void isTheAddressAloneWhereTheInterfaceDoesNotHaveIt() throws SocketException {
        NetworkInterface loopback = NetworkInterface.getByName("lo");
        assertThat(Prefix.of(NodeAt.address("192.0.2.7"), loopback.getInterfaceAddresses()))
                .isEqualTo(prefix("192.0.2.7", 32));
        assertThat(Prefix.of(NodeAt.address("192.0.2.7"), List.of())).isEqualTo(prefix("192.0.2.7", 32));
    }

    private static Prefix prefix(String address, int length) {
        return new Prefix(NodeAt.address(address), length);
    }
}
