// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.server.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BodyReaderTest {
    private static final int MOST = 100;
    private static final String CHUNKED = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";

    private final BodyMemory memory = new BodyMemory(MOST + MOST / 2);
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final TestServer server = new TestServer(
            new Connections.Limits(100, 100, address -> false, Optional.empty()),
            request -> BodyReader.read(request, MOST, memory, new Recorder(request)));

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    /** Notes what it is told, and answers with a status of its own for each. */
    private final class Recorder implements BodyReceiver {
        private final Request request;

        Recorder(Request request) {
            this.request = request;
        }

        private void told(String what, int status) {
            told.add(what);
            request.getResponse().setStatus(status);
            if (request.isAsyncStarted()) {
                request.getAsyncContext().complete();
            }
        }

        @Override
        public void whole(byte[] body) {
            told(new String(body, StandardCharsets.ISO_8859_1), 200);
        }

        @Override
        public void tooLarge() {
            told("too large", 413);
        }

        @Override
        public void noRoom() {
            told("no room", 503);
        }

        @Override
        public void late() {
            told("late", 408);
        }

        @Override
        public void broken(Throwable failure) {
            told("broken", 400);
        }
    }

    private Caller caller() throws IOException {
        return server.openUnseen("127.0.0.1");
    }

    private static String head(int length) {
        return "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: " + length + "\r\n\r\n";
    }

    private static String chunk(int length) {
        return Integer.toHexString(length) + "\r\n" + "x".repeat(length) + "\r\n";
    }

    @Test
    void aBodyIsTakenWhetherItComesAlongWithItsHeaderOrInPieces() throws IOException {
        Caller caller = caller();
        assertThat(caller.send(Caller.ASK).status()).isEqualTo(200);
        assertThat(caller.send(head(5) + "whole").status()).isEqualTo(200);
        assertThat(caller.send(CHUNKED + "3\r\nin \r\n")
                        .send("6\r\npieces\r\n")
                        .send("0\r\n\r\n")
                        .status())
                .isEqualTo(200);
        assertThat(told).containsExactly("", "whole", "in pieces");
    }

    @Test
    void theLargestBodyIsTakenAndALargerOneIsNot() throws IOException {
        assertThat(caller().send(CHUNKED + chunk(MOST) + "0\r\n\r\n").status()).isEqualTo(200);
        assertThat(caller().send(CHUNKED + chunk(MOST)).send(chunk(1)).status()).isEqualTo(413);
        assertThat(caller().send(head(MOST + 1)).status()).isEqualTo(413);
        assertThat(told).containsExactly("x".repeat(MOST), "too large", "too large");
    }

    @Test
    void allBodiesOnTheirWayShareTheMemoryAndGiveItBack() throws IOException {
        int left = MOST / 2;
        assertThat(memory.take(MOST)).isTrue(); // as another body would

        assertThat(caller().send(CHUNKED + chunk(left + 1)).status()).isEqualTo(503);
        assertThat(caller().send(head(left)).send("x".repeat(left)).status()).isEqualTo(200);
        caller().send(CHUNKED + chunk(left)).close();

        Await.until(() -> told.size() == 3);
        assertThat(told).containsExactly("no room", "x".repeat(left), "broken");
        Await.until(() -> memory.take(left));
        assertThat(memory.take(1)).isFalse();
    }

    @Test
    void whatIsNoBodyIsBroken() throws IOException {
        assertThat(caller().send(CHUNKED + chunk(2) + "nonsense\r\n").status()).isEqualTo(400);
        assertThat(told).containsExactly("broken");
    }
}
