// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.shell.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.edgeorchestration.shell.wire.Frame.Kind;
import org.junit.jupiter.api.Test;

class FrameChannelTest {

    /** Reads from given bytes, one at a time as a network may have it; keeps what is written. */
    private static final class Bytes implements ByteChannel {
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();
        private final ReadableByteChannel given;

        Bytes(byte... given) {
            this.given = Channels.newChannel(new ByteArrayInputStream(given));
        }

        @Override
        public int read(ByteBuffer to) throws IOException {
            int limit = to.limit();
            to.limit(Math.min(limit, to.position() + 1));
            try {
                return given.read(to);
            } finally {
                to.limit(limit);
            }
        }

        @Override
        public int write(ByteBuffer from) {
            written.write(from.get());
            return 1;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() throws IOException {
            given.close();
        }
    }

    @Property(tries = 200)
    void bringsBackWhatWasSent(@ForAll Kind kind, @ForAll @Size(max = 300) byte[] payload) throws IOException {
        Bytes sent = new Bytes();
        FrameChannel sender = new FrameChannel(sent);
        sender.send(new Frame(kind, payload));
        sender.send(Frame.exit(200));
        FrameChannel receiver = new FrameChannel(new Bytes(sent.written.toByteArray()));
        Frame first = receiver.receive().orElseThrow();
        assertThat(first.kind()).isEqualTo(kind);
        assertThat(first.payload()).isEqualTo(payload);
        assertThat(receiver.receive().map(Frame::exitCode)).contains(200);
        assertThat(receiver.receive()).isEmpty();
    }

    @Property(tries = 500)
    void answersGarbageWithAnIoExceptionOrAFrame(@ForAll @Size(max = 40) byte[] garbage) {
        FrameChannel receiver = new FrameChannel(new Bytes(garbage));
        try {
            Optional<Frame> frame = receiver.receive();
            assertThat(frame.isPresent() || garbage.length == 0).isTrue();
        } catch (IOException e) {
            assertThat(e).message().isNotBlank();
        }
    }

    @Test
    void refusesWhatIsTooLarge() {
        byte[] header = {'O', 0, 1, 0, 1};
        assertThatThrownBy(() -> new FrameChannel(new Bytes(header)).receive())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("65537 bytes");
        byte[] negative = {'O', -1, -1, -1, -1};
        assertThatThrownBy(() -> new FrameChannel(new Bytes(negative)).receive())
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> new Frame(Kind.OUTPUT, new byte[65_537])).isInstanceOf(IllegalArgumentException.class);
    }
}
