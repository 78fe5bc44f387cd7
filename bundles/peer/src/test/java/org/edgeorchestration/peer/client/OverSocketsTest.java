// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.edgeorchestration.api.discovery.Sighting.Dialect;
import org.edgeorchestration.api.peer.Peer.Standing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That peers are found, missed and found again over real sockets; how soon is the business of {@link LivenessTest}. */
class OverSocketsTest {
    private final Neighbourhood around = new Neighbourhood(true);

    @AfterEach
    void close() {
        around.close();
    }

    private TestNode known(int number, TestNode.Words words, Dialect dialect) {
        TestNode node = around.node(number, words);
        around.discovery.claim(Neighbourhood.sighting(number, dialect));
        around.await(number, Standing.READY);
        return node;
    }

    @ParameterizedTest
    @CsvSource({
        "P0,POSITIONAL",
        "P1,POSITIONAL",
        "P2,POSITIONAL",
        "P3,POSITIONAL",
        "P4,KEYED",
        "P5,KEYED",
    })
    void aGoNodeThatEndsIsGoneAndBackAfterItsReturn(Profile profile, Dialect dialect) {
        GoWords words = new GoWords(profile, Neighbourhood.KEY);
        known(1, words, dialect).close();
        Await.until(() -> around.gone(1));

        around.node(1, words);

        assertThat(around.await(1, Standing.READY).profile()).isEqualTo(profile.word());
        assertThat(words.dead).isFalse();
    }

    @Test
    void oneOfOursThatEndsIsGoneAndBackAfterItsReturn() {
        known(1, around.ours(1), Dialect.DUAL).close();
        Await.until(() -> around.gone(1));

        around.node(1, around.ours(1));

        around.await(1, Standing.READY);
    }

    @Test
    void oneOfOursThatFallsSilentIsGoneAndBackWhenItSpeaks() {
        TestNode node = known(1, around.ours(1), Dialect.DUAL);

        node.silent(true);
        Await.until(() -> around.gone(1));
        node.silent(false);

        around.await(1, Standing.READY);
    }

    @Test
    void anAddressThatTakesConnectionsAndSaysNothingHoldsNobodyUp() throws IOException {
        try (ServerSocket hole = new ServerSocket()) {
            hole.bind(new InetSocketAddress(Neighbourhood.address(9), around.port));
            around.node(1, around.ours(1));

            around.discovery.claim(Neighbourhood.sighting(9, Dialect.DUAL), Neighbourhood.sighting(1, Dialect.DUAL));

            around.await(1, Standing.READY);
            assertThat(around.gone(9)).isTrue();
        }
    }
}
