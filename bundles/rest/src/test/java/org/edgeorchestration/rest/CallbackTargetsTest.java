// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.edgeorchestration.api.node.FakeLocalNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackTargetsTest {
    private final CallbackTargets targets = CallbackTargets.of(new FakeLocalNode(Path.of("/nowhere")), 56_001);

    private Optional<String> refusal(String text, boolean fromThisHost) {
        URI uri = CallbackUri.parse(text).orElseThrow();
        return targets.refusal(uri.getHost(), CallbackUri.port(uri), fromThisHost);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8888/api/v1/services/notification",
                "http://127.0.0.1:8888/",
                "http://[::1]:8888/",
                "https://app.localhost/x",
                "http://192.168.10.151:9090/example/notification",
                "http://10.0.0.7/",
                "https://example.org/hook?x=1",
                "http://[2001:db8::1234]/"
            })
    void letsAnApplicationOnThisNodeBeCalled(String uri) {
        assertThat(refusal(uri, true)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8888/",
                "http://LOCALHOST:8888/",
                "http://x.localhost:8888/",
                "http://127.0.0.1:8888/",
                "http://127.8.9.1:8888/",
                "http://[::1]:8888/",
                "http://[0:0:0:0:0:0:0:1]/",
                "http://[::ffff:127.0.0.1]/",
                "http://[::ffff:7f00:1]/"
            })
    void keepsLoopbackToThisHostItself(String uri) {
        assertThat(refusal(uri, false)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data",
                "http://100.100.100.200/latest/meta-data",
                "http://[fd00:ec2::254]/latest/meta-data",
                "http://[fe80::1%25eth0]/",
                "http://[::1%25lo]:8888/",
                "http://[fe80::1]/",
                "http://[::ffff:169.254.169.254]/",
                "http://[::a9fe:a9fe]/",
                "http://[64:ff9b::a9fe:a9fe]/",
                "http://[2002:7f00:1::]/",
                "http://[2001:0:1::7f00:1]/",
                "http://0.0.0.0:8888/",
                "http://0.1.2.3/",
                "http://[::]/",
                "http://224.0.0.251:5353/",
                "http://[ff02::fb]/",
                "http://255.255.255.255/",
                "http://240.0.0.1/",
                "http://127.0.0.1:56001/api/v1/orchestration/services",
                "http://localhost:56002/",
                "http://localhost:2375/containers/create",
                "http://[::1]:2376/"
            })
    void refusesWhatIsNoReceiverFromAnybody(String uri) {
        assertThat(refusal(uri, true)).isPresent();
        assertThat(refusal(uri, false)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://2130706433/",
                "http://0x7f000001/",
                "http://0177.0.0.1/",
                "http://127.1/",
                "http://127.0.0.1./",
                "http://0x7f.1/"
            })
    void refusesAddressesInDisguise(String text) {
        assertThat(CallbackUri.parse(text).flatMap(uri -> refusal(text, true).or(() -> Optional.of(""))))
                .satisfiesAnyOf(parsed -> assertThat(parsed).isEmpty(), parsed -> assertThat(parsed)
                        .hasValueSatisfying(why -> assertThat(why).contains("four decimal numbers")));
    }

    @ParameterizedTest
    @CsvSource({
        "example.org, 127.0.0.1, 80",
        "example.org, ::1, 80",
        "example.org, 169.254.169.254, 80",
        "example.org, 0.0.0.0, 80",
        "localhost, 127.0.0.1, 56001",
        "127.0.0.1, 127.0.0.1, 56002"
    })
    void refusesANameThatLeadsInside(String host, String address, int port) {
        assertThat(targets.refusal(host, port, IpLiteral.parse(address).orElseThrow()))
                .isPresent();
    }

    @Test
    void letsANameLeadOutside() {
        assertThat(targets.refusal(
                        "example.org", 80, IpLiteral.parse("93.184.216.34").orElseThrow()))
                .isEmpty();
        assertThat(targets.refusal(
                        "localhost", 8_888, IpLiteral.parse("127.0.0.1").orElseThrow()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "relative",
                "/path",
                "//host/x",
                "ftp://h/",
                "file:///etc/passwd",
                "mailto:a@b",
                "http:///x",
                "http://",
                "http://user:pw@host/",
                "http://h:0/",
                "http://h:65536/",
                "http://h o/",
                "http://h/\nx",
                "http://h\u00e9/",
                "javascript:alert(1)"
            })
    void knowsWhatIsNoCallbackUri(String text) {
        assertThat(CallbackUri.parse(text)).isEmpty();
    }
}
