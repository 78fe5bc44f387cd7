// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.servlet.ServletOutputStream;
import javax.servlet.WriteListener;
import javax.servlet.http.HttpServletResponse;
import javax.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;

/** Collects what JAX-RS writes, so that a slow reader never holds the thread that wrote it. */
final class Reply extends HttpServletResponseWrapper {
    private static final String CONTENT_TYPE = "Content-Type";

    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Bytes body = new Bytes();
    private int status = SC_OK;

    Reply(HttpServletResponse response) {
        super(response);
    }

    /** All of it. JSON is named in the Go project's form. */
    Answer answer() {
        Map<String, String> others = new LinkedHashMap<>(headers);
        String type = others.remove(CONTENT_TYPE);
        // The connection counts the bytes and tells the time itself.
        others.keySet().removeIf(name -> name.equalsIgnoreCase("Content-Length") || name.equalsIgnoreCase("Date"));
        boolean json = type != null && type.startsWith("application/json");
        return new Answer(status, json ? Answer.JSON : orEmpty(type), others, body.bytes.toByteArray());
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    @Override
    public void setStatus(int code) {
        status = code;
    }

    @Override
    public int getStatus() {
        return status;
    }

    @Override
    public void sendError(int code) {
        status = code;
    }

    @Override
    public void sendError(int code, String message) {
        status = code;
    }

    @Override
    public void setHeader(String name, String value) {
        headers.put(name, value);
    }

    @Override
    public void addHeader(String name, String value) {
        headers.merge(name, value, (before, more) -> before.equals(more) ? before : before + ", " + more);
    }

    @Override
    public void setDateHeader(String name, long date) {}

    @Override
    public void setContentType(String type) {
        headers.put(CONTENT_TYPE, type);
    }

    @Override
    public void setContentLength(int length) {}

    @Override
    public boolean isCommitted() {
        return false;
    }

    @Override
    public void flushBuffer() {}

    @Override
    public ServletOutputStream getOutputStream() {
        return body;
    }

    @Override
    public PrintWriter getWriter() {
        return new PrintWriter(body, true, StandardCharsets.UTF_8);
    }

    private static final class Bytes extends ServletOutputStream {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public void write(int b) {
            bytes.write(b);
        }

        @Override
        public void write(byte[] source, int offset, int length) {
            bytes.write(source, offset, length);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new IllegalStateException("what is written stays in memory");
        }
    }
}
