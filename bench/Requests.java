// SPDX-License-Identifier: Apache-2.0

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * How long a running node takes to answer a POST: {@code java bench/Requests.java [PORT] [RATE] [SECONDS] [ADDRESS]}.
 *
 * <p>One keep-alive connection, requests sent on a fixed schedule (open loop), each answer timed from the moment its request
 * was <em>due</em>. "floor" is the same request to a server that answers a fixed text from a loop over a raw socket: what this
 * machine and this client cost by themselves. The rows are measured in turn, three times; the middle one of each figure is shown
 * with the lowest and the highest. A POST of {@code hello} really runs it, or ends the measurement; where the node knows others, one that
 * excludes the asked node runs it on one of them.
 */
final class Requests {
    private static final String PATH = "/api/v1/orchestration/services";
    private static final String BODY = "{\"ServiceName\":\"hello\",\"ServiceInfo\":[{\"ExecutionType\":\"native\","
            + "\"ExecCmd\":[\"hello\",\"from\",\"the\",\"bench\"]}]}";
    private static final String ELSEWHERE = BODY.replaceFirst("\\{", "{\"SelfSelection\":\"false\",");
    private static final int ROUNDS = 3;

    /** A row of the table: what is asked, how often a second. */
    private record Row(String name, InetAddress address, int port, String path, String body, int rate) {}

    public static void main(String[] words) throws IOException {
        int node = words.length > 0 ? Integer.parseInt(words[0]) : 56001;
        int rate = words.length > 1 ? Integer.parseInt(words[1]) : 200;
        int seconds = words.length > 2 ? Integer.parseInt(words[2]) : 5;
        InetAddress address = words.length > 3 ? InetAddress.getByName(words[3]) : InetAddress.getLoopbackAddress();
        int slow = Math.max(1, rate / 10); // so that the processes it starts do not measure themselves
        List<Row> rows = new ArrayList<>(List.of(
                new Row("floor", InetAddress.getLoopbackAddress(), floor(), PATH, BODY, rate),
                new Row("POST, dry run", address, node, PATH + "?dryRun=true", BODY, rate),
                new Row("POST, runs hello here", address, node, PATH, BODY, slow)));
        if (knowsOthers(address, node)) {
            rows.add(new Row("POST, dry run, elsewhere", address, node, PATH + "?dryRun=true", ELSEWHERE, rate));
            rows.add(new Row("POST, runs hello elsewhere", address, node, PATH, ELSEWHERE, slow));
        }
        for (Row row : rows) {
            measure(row, seconds); // warms both sides up
        }
        double[][][] figures = new double[rows.size()][2][ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < rows.size(); i++) {
                double[] sorted = measure(rows.get(i), seconds);
                figures[i][0][round] = sorted[sorted.length / 2];
                figures[i][1][round] = sorted[sorted.length * 99 / 100];
            }
        }
        System.out.printf("%-27s %8s   %-24s %-24s%n", "ms", "per s", "p50 (lowest - highest)", "p99 (lowest - highest)");
        for (int i = 0; i < rows.size(); i++) {
            System.out.printf("%-27s %8d   %-24s %-24s%n", rows.get(i).name(), rows.get(i).rate(), spread(figures[i][0]), spread(figures[i][1]));
        }
    }

    private static boolean knowsOthers(InetAddress address, int port) throws IOException {
        try (Socket socket = new Socket(address, port)) {
            socket.getOutputStream().write("GET /api/v1/orchestration/nodes HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8).contains("\"Self\":false");
        }
    }

    private static String spread(double[] rounds) {
        Arrays.sort(rounds);
        return "%.3f (%.3f - %.3f)".formatted(rounds[ROUNDS / 2], rounds[0], rounds[ROUNDS - 1]);
    }

    /** The latencies in milliseconds, sorted. */
    private static double[] measure(Row row, int seconds) throws IOException {
        byte[] request = ("POST " + row.path() + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                        + row.body().length() + "\r\n\r\n" + row.body()).getBytes(StandardCharsets.US_ASCII);
        double[] millis = new double[row.rate() * seconds];
        try (Socket socket = new Socket(row.address(), row.port())) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            long start = System.nanoTime();
            for (int i = 0; i < millis.length; i++) {
                long due = start + 1_000_000_000L * i / row.rate();
                while (due > System.nanoTime()) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                out.write(request);
                expectDone(in);
                millis[i] = (System.nanoTime() - due) / 1e6;
            }
        }
        Arrays.sort(millis);
        return millis;
    }

    private static void expectDone(InputStream in) throws IOException {
        String status = line(in);
        if (!status.startsWith("HTTP/1.1 200")) {
            throw new IOException("the node answered " + status);
        }
        String body = body(in);
        if (body.contains("\"Message\"") && !body.contains("\"ERROR_NONE\"")) {
            throw new IOException("the node runs nothing: " + body);
        }
    }

    /** Reads headers to their end, and the body they announce. */
    private static String body(InputStream in) throws IOException {
        int length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.toLowerCase().startsWith("content-length:")) {
                length = Integer.parseInt(header.substring(15).strip());
            }
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the connection ended");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    /** Starts the floor and tells its port. */
    private static int floor() throws IOException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        byte[] answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}".getBytes(StandardCharsets.US_ASCII);
        Thread thread = new Thread(() -> {
            while (true) {
                try (Socket socket = server.accept()) {
                    socket.setTcpNoDelay(true);
                    InputStream in = new BufferedInputStream(socket.getInputStream());
                    while (true) {
                        line(in);
                        body(in);
                        socket.getOutputStream().write(answer);
                    }
                } catch (IOException ended) {
                    // the client is done with this round
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
        return server.getLocalPort();
    }
}
