// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;

/** A callback receiver on a raw socket, with whatever manners a test needs. */
final class Receiver implements AutoCloseable {

    /** What a receiver does with a connection once it has read a request from it. */
    interface Manner {
        void answer(OutputStream out) throws IOException;
    }

    private final String scheme;
    private final Manner manner;
    private final ServerSocket server;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile boolean cutOff;

    Receiver(Manner manner) {
        this("http", ServerSocketFactory.getDefault(), manner);
    }

    private Receiver(String scheme, ServerSocketFactory sockets, Manner manner) {
        this.scheme = scheme;
        this.manner = manner;
        try {
            server = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        background(this::accept);
    }

    /** One that speaks HTTPS. */
    static Receiver secure(SSLContext tls, Manner manner) {
        return new Receiver("https", tls.getServerSocketFactory(), manner);
    }

    static Manner answering(String answer) {
        return out -> out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
    }

    static Manner answeringAndClosing(String answer) {
        return out -> {
            out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
            out.close();
        };
    }

    static Manner hanging() {
        return out -> {};
    }

    static Manner trickling(String answer) {
        return out -> {
            for (byte b : answer.getBytes(StandardCharsets.ISO_8859_1)) {
                out.write(b);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        };
    }

    static Manner flooding(String head) {
        return out -> {
            out.write(head.getBytes(StandardCharsets.ISO_8859_1));
            byte[] more = "x".repeat(8_192).getBytes(StandardCharsets.ISO_8859_1);
            while (true) {
                out.write(more);
            }
        };
    }

    static String hmac(String body, String secret) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    }

    int port() {
        return server.getLocalPort();
    }

    URI uri(String path) {
        return URI.create(scheme + "://localhost:" + port() + path);
    }

    /** The requests so far, header and body. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    int connections() {
        return sockets.size();
    }

    /** Whether a caller closed a connection while it was being answered. */
    boolean cutOff() {
        return cutOff;
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                sockets.add(socket);
                background(() -> serve(socket));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket socket) {
        try {
            while (true) {
                requests.add(read(socket.getInputStream()));
                manner.answer(socket.getOutputStream());
            }
        } catch (IOException e) {
            cutOff = true;
        }
    }

    private static String read(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (!bytes.toString(StandardCharsets.UTF_8).endsWith("}")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("closed");
            }
            bytes.write(next);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static void background(Runnable task) {
        Thread thread = new Thread(task, "test-receiver");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
