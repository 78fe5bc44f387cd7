// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
    private static Inet6Address ofInterface(int number) throws Exception {
        return Inet6Address.getByAddress(null, InetAddress.getByName("fe80::1").getAddress(), number);
    }

    /** What a client makes of it that knows no more than the text. */
    private static InetAddress called(Endpoint endpoint) throws Exception {
        return InetAddress.getByName(URI.create(endpoint.toString()).getHost());
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, false, http://192.0.2.1:56002",
        "192.0.2.1, true, https://192.0.2.1:56002",
        "2001:db8::1, false, http://[2001:db8:0:0:0:0:0:1]:56002",
    })
    void isWrittenAsAUri(String address, boolean tls, String uri) throws Exception {
        Endpoint endpoint = new Endpoint(InetAddress.getByName(address), 56_002, tls);

        assertThat(endpoint).hasToString(uri);
        assertThat(uri).endsWith("://" + endpoint.authority());
        assertThat(called(endpoint)).isEqualTo(endpoint.address());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 2_147_483_647})
    void aLinkLocalAddressIsCalledOnItsInterface(int number) throws Exception {
        Endpoint endpoint = new Endpoint(ofInterface(number), 56_002, false);

        assertThat(called(endpoint)).isEqualTo(endpoint.address());
        assertThat(((Inet6Address) called(endpoint)).getScopeId()).isEqualTo(number);
    }

    @Test
    void theNodeItselfIsNotToldOfAnInterfaceHere() throws Exception {
        assertThat(new Endpoint(ofInterface(7), 56_001, false).authority()).isEqualTo("[fe80:0:0:0:0:0:0:1]:56001");
    }

    /** Every address of this host, whatever its interfaces are called. */
    @Test
    void noAddressOfThisHostIsCalledElsewhere() throws Exception {
        for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            for (InetAddress address : Collections.list(each.getInetAddresses())) {
                InetAddress called = called(new Endpoint(address, 56_002, false));

                assertThat(called).isEqualTo(address);
                if (address instanceof Inet6Address scoped) {
                    assertThat(((Inet6Address) called).getScopeId()).isEqualTo(scoped.getScopeId());
                }
            }
        }
    }
}
