// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallersTest {
    private static boolean own(InetAddress address) {
        return address.isLoopbackAddress() || address.equals(address("192.168.1.37"));
    }

    private static InetAddress address(String text) {
        return IpLiteral.parse(text).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "local | 127.0.0.1 | true",
                "local | ::1 | true",
                "local | ::ffff:127.0.0.1 | true",
                "local | 192.168.1.37 | true",
                "local | ::ffff:192.168.1.37 | true",
                "local | 192.168.1.38 | false",
                "local | 2001:db8::1234 | false",
                "local | 2001:db8::1 | false",
                "any | 203.0.113.9 | true",
                "any | 2001:db8::1234 | true",
                "192.168.1.0/24 | 192.168.1.255 | true",
                "192.168.1.0/24 | ::ffff:192.168.1.9 | true",
                "192.168.1.0/24 | 192.168.2.0 | false",
                "192.168.1.0/24 | 127.0.0.1 | true",
                "10.1.2.3 | 10.1.2.3 | true",
                "10.1.2.3 | 10.1.2.4 | false",
                "0.0.0.0/0 | 203.0.113.9 | true",
                "0.0.0.0/0 | 2001:db8::1 | false",
                "2001:db8::/33 | 2001:db8:7fff::1 | true",
                "2001:db8::/33 | 2001:db8:8000::1 | false",
                "local, 10.0.0.0/8 ,2001:db8::/32 | 10.255.0.1 | true",
                "local, 10.0.0.0/8 ,2001:db8::/32 | 11.0.0.1 | false"
            })
    void letsThoseCallWhomTheConfigurationNames(String callers, String remote, boolean allowed) {
        assertThat(Callers.parse(callers, CallersTest::own).allows(address(remote)))
                .isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "all",
                "Local",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/",
                "10.0.0",
                "10.0.0.256",
                "010.0.0.1",
                "2001:db8::/129",
                "2001:db8:::/32",
                "localhost",
                "local;any",
                "local,,any"
            })
    void isNotMadeFromAnythingElse(String callers) {
        assertThatThrownBy(() -> Callers.parse(callers, CallersTest::own))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("callers must be 'local', 'any' or a list of networks");
    }
}
