// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PeerLogTest {
    private final PeerLog log = new PeerLog();
    private final PrintStream before = System.err;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @BeforeEach
    void record() {
        System.setErr(new PrintStream(written, true, UTF_8));
    }

    @AfterEach
    void restore() {
        System.setErr(before);
    }

    @Test
    void whatIsWrongWithANodeIsSaidOnceForEachAddressAndCause() {
        for (int time = 0; time < 3; time++) {
            log.wantsToken(Neighbourhood.address(1));
            log.wantsToken(Neighbourhood.address(2));
            log.barred("somebody", Neighbourhood.address(1), "it has another key");
        }

        assertThat(written.toString(UTF_8).lines().filter(line -> line.contains("PeerLog")))
                .satisfiesExactly(
                        line -> assertThat(line).contains("127.0.1.1", "jwt.key.file"),
                        line -> assertThat(line).contains("127.0.1.2", "jwt.key.file"),
                        line -> assertThat(line).contains("somebody", "another key"));
    }

    @Test
    void anotherKeyIsOneLineWhicheverHalfSeesItFirst() {
        log.sealedOtherwise(Neighbourhood.id(1), Neighbourhood.address(1));
        log.barred("somebody", Neighbourhood.address(1), "it has another key");
        log.barred("else", Neighbourhood.address(2), "it has another key");
        log.sealedOtherwise(Neighbourhood.id(2), Neighbourhood.address(2));

        assertThat(written.toString(UTF_8).lines().filter(line -> line.contains("PeerLog")))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .contains(Neighbourhood.id(1).value(), "127.0.1.1", "the same key file"),
                        line -> assertThat(line).contains("else", "another key"));
    }
}
