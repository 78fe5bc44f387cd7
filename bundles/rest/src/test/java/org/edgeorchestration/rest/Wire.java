// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** One raw connection to the server. Reads give up after 20 seconds. */
final class Wire implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;

    /**
     * An answer.
     *
     * @param status its status code
     * @param headers by name, ignoring case
     * @param body as text
     */
    record Response(int status, Map<String, String> headers, String body) {}

    Wire(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(20_000);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    static String post(String body) {
        return head("POST", body.getBytes(StandardCharsets.UTF_8).length) + body;
    }

    static String head(String method, long length) {
        return method + " " + Fixture.SERVICES + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + length
                + "\r\n\r\n";
    }

    Wire send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    Wire send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    /** Reads an answer with a known length, or without one until the end. */
    Response receive() throws IOException {
        String first = line();
        if (!first.startsWith("HTTP/1.1 ")) {
            throw new IOException("no answer but '" + first + "'");
        }
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        String length = headers.get("Content-Length");
        byte[] body = length == null ? in.readAllBytes() : in.readNBytes(Integer.parseInt(length));
        return new Response(
                Integer.parseInt(first.substring(9, 12)), headers, new String(body, StandardCharsets.UTF_8));
    }

    /** The next line, without its end. */
    String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection ended after '" + line + "'");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    /** Reads on until the line that is asked for. */
    void await(String line) throws IOException {
        String read = line();
        while (!read.equals(line)) {
            read = line();
        }
    }

    /** All bytes that come until the end. */
    byte[] all() throws IOException {
        return in.readAllBytes();
    }

    /** All that comes until the end, as text. */
    String rest() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Reads on until the end, and tells whether it came. */
    boolean endsSoon() {
        try {
            in.readAllBytes();
            return true;
        } catch (IOException e) {
            return !(e instanceof SocketTimeoutException);
        }
    }

    /** Whether something has come that was not read yet. */
    boolean answered() {
        try {
            return in.available() > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the other side closes the connection before it sends anything more. */
    boolean ends() {
        try {
            return in.read() < 0;
        } catch (IOException e) {
            return !(e instanceof SocketTimeoutException);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
