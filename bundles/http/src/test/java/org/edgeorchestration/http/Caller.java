// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** One raw connection to a server of this machine. Reads give up after 20 seconds. */
final class Caller implements AutoCloseable {
    static final String ASK = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

    private final Socket socket;

    /** @param from the address it comes from, one of those that lead to this machine */
    Caller(int port, String from) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port, InetAddress.getByName(from), 0);
        socket.setSoTimeout(20_000);
        socket.setTcpNoDelay(true);
    }

    Caller send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /** The status of the next answer, which has no content; all of its header is read. */
    int status() throws IOException {
        StringBuilder header = new StringBuilder();
        while (header.indexOf("\r\n\r\n") < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new IOException("it ended after '" + header + "'");
            }
            header.append((char) next);
        }
        return Integer.parseInt(header.substring(9, 12));
    }

    /** Whether the server ends the connection without a further word. */
    boolean ends() throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
