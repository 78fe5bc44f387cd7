// SPDX-License-Identifier: Apache-2.0

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The main job on the spot: a node starts, an application asks it to run a service, and learns what became of it.
 *
 * <p>One file that {@code java Demo.java DIRECTORY} runs with nothing but a JDK; {@code ./edge demo} does so. DIRECTORY holds
 * the unpacked distribution as {@code node}; everything else that the node writes goes there too. Exit status 0 means that
 * every step was as promised; otherwise the last line says what was not.
 */
public final class Demo {

    private static final Duration NODE_STARTS_WITHIN = Duration.ofSeconds(30);
    private static final Duration SERVICE_ENDS_WITHIN = Duration.ofSeconds(20);

    private static final String CONTAINER_REQUEST =
            """
            {
                "ServiceName": "hello-world",
                "ServiceInfo": [
                {
                    "ExecutionType": "container",
                    "ExecCmd": [
                        "docker",
                        "run",
                        "-v", "/var/run:/var/run:rw",
                        "hello-world"
                    ]
                }],
                "StatusCallbackURI": "http://localhost:8888/api/v1/services/notification"
            }
            """;

    private static final String NATIVE_REQUEST =
            """
            {
                "ServiceName": "hello",
                "ServiceInfo": [
                {
                    "ExecutionType": "native",
                    "ExecCmd": ["hello", "from", "the", "demo"]
                }],
                "StatusCallbackURI": "http://localhost:8888/api/v1/services/notification"
            }
            """;

    /** What the demo promised and the node did not do. */
    private static final class NotAsPromised extends Exception {
        private static final long serialVersionUID = 1;

        NotAsPromised(String what) {
            super(what);
        }
    }

    private final Node node;
    private final CallbackReceiver receiver;

    private Demo(Node node, CallbackReceiver receiver) {
        this.node = node;
        this.receiver = receiver;
    }

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        try (CallbackReceiver receiver = new CallbackReceiver();
                Node node = Node.start(directory)) {
            new Demo(node, receiver).tell();
            System.out.println("\nThat is all: asked, chosen, run, told. The node ends now, and nothing of it stays behind.");
        } catch (NotAsPromised failure) {
            System.out.println("\nNOT AS PROMISED: " + failure.getMessage());
            System.exit(1);
        }
    }

    private void tell() throws Exception {
        step("A node starts, with its state in a directory of its own");
        long milliseconds = node.awaitReady();
        say("it answers on http://localhost:%d after %d ms", node.port, milliseconds);
        if (!runs("a container, the request of the project's README", CONTAINER_REQUEST)) {
            say("so the same again with a native program, the registered example 'hello'");
            if (!runs("the native program 'hello'", NATIVE_REQUEST)) {
                throw new NotAsPromised("neither a container nor the native example ran; the node's log:\n" + node.log());
            }
        }
    }

    /** One service from the request to the last callback; false, with the reason told, where it cannot run on this machine. */
    private boolean runs(String what, String template) throws Exception {
        String request = template.replace(":8888/", ":" + receiver.port() + "/");
        step("An application asks for " + what);
        say("POST %s", Node.SERVICES);
        show(request);
        HttpResponse<String> answer = node.post(request);
        say("the answer, status %d", answer.statusCode());
        show(answer.body());
        String message = Json.text(answer.body(), "Message").orElse("no message at all");
        if (!message.equals("ERROR_NONE")) {
            say("refused: %s", Json.text(answer.body(), "Reason").orElse(message));
            return false;
        }
        String id = Json.text(answer.body(), "ExecutionId")
                .orElseThrow(() -> new NotAsPromised("the answer names no ExecutionId"));
        return ends(id);
    }

    private boolean ends(String id) throws Exception {
        step("Which node was chosen, and why");
        say("GET %s/%s/placement", Node.SERVICES, id);
        show(node.get("/" + id + "/placement"));

        step("What the callback receiver was told");
        List<String> told = receiver.awaitEnd(id, SERVICE_ENDS_WITHIN);

        step("What the service printed");
        say("GET %s/%s/logs", Node.SERVICES, id);
        String output = node.get("/" + id + "/logs");
        show(output);

        if (told.stream().noneMatch(body -> Json.text(body, "Status").equals(Optional.of("Started")))) {
            say("it never started; its image may not be to be had from here");
            node.delete("/" + id);
            return false;
        }
        String last = told.get(told.size() - 1);
        if (!Json.text(last, "Status").equals(Optional.of("Finished")) || output.isBlank()) {
            throw new NotAsPromised("it was to finish, with some output");
        }
        return true;
    }

    private static int steps;

    private static void step(String title) {
        System.out.printf("%n%d. %s%n", ++steps, title);
    }

    private static void say(String format, Object... words) {
        System.out.println("   " + format.formatted(words));
    }

    private static void show(String text) {
        Json.indented(text).strip().lines().forEach(line -> System.out.println("   | " + line));
    }

    /** The node: the distribution's own start script, as a child process. */
    private static final class Node implements AutoCloseable {

        static final String SERVICES = "/api/v1/orchestration/services";

        private final HttpClient http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
        private final Process process;
        private final Path log;
        final int port;

        private Node(Process process, Path log, int port) {
            this.process = process;
            this.log = log;
            this.port = port;
        }

        static Node start(Path directory) throws IOException {
            int port = Ports.wantedOrFree(56001);
            Path log = directory.resolve("node.log");
            ProcessBuilder builder =
                    new ProcessBuilder(directory.resolve("node/bin/karaf").toString(), "server");
            builder.environment().put("EDGE_STATE", directory.resolve("state").toString());
            builder.environment().put("ORG_EDGEORCHESTRATION_REST_PORT", Integer.toString(port));
            builder.environment().put("EDGE_CLASS_ARCHIVE", "off"); // it pays from the second start on; there is none
            builder.redirectErrorStream(true).redirectOutput(log.toFile());
            Node node = new Node(builder.start(), log, port);
            Runtime.getRuntime().addShutdownHook(new Thread(node::close)); // for Ctrl-C
            return node;
        }

        long awaitReady() throws Exception {
            long begin = System.nanoTime();
            while (System.nanoTime() - begin < NODE_STARTS_WITHIN.toNanos()) {
                try {
                    get("");
                    return Duration.ofNanos(System.nanoTime() - begin).toMillis();
                } catch (IOException notYet) {
                    if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
                        break;
                    }
                }
            }
            throw new NotAsPromised("the node does not answer on port " + port + "; its log:\n" + log());
        }

        HttpResponse<String> post(String json) throws Exception {
            return send(request("").header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(json)));
        }

        String get(String path) throws Exception {
            HttpResponse<String> response = send(request(path).GET());
            if (response.statusCode() != 200) {
                throw new NotAsPromised("GET " + SERVICES + path + ": " + response.statusCode() + " " + response.body());
            }
            return response.body();
        }

        void delete(String path) throws Exception {
            send(request(path).DELETE());
        }

        private HttpRequest.Builder request(String path) {
            return HttpRequest.newBuilder(URI.create("http://localhost:" + port + SERVICES + path))
                    .timeout(Duration.ofSeconds(10));
        }

        private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }

        String log() throws IOException {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
        }

        @Override
        public void close() {
            process.destroy();
            try {
                process.waitFor(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            process.destroyForcibly();
        }
    }

    /** What the application opens to be told: each callback is printed as it comes. */
    private static final class CallbackReceiver implements AutoCloseable {

        private static final List<String> LAST_WORDS = List.of("Finished", "Failed", "Stopped", "Lost");

        private final BlockingQueue<String> bodies = new LinkedBlockingQueue<>();
        private final HttpServer server;

        CallbackReceiver() throws IOException {
            int port = Ports.wantedOrFree(8888);
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 16);
            server.createContext("/api/v1/services/notification", this::receive);
            server.start();
        }

        int port() {
            return server.getAddress().getPort();
        }

        private void receive(HttpExchange exchange) throws IOException {
            try (exchange) {
                bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                exchange.sendResponseHeaders(200, -1);
            }
        }

        /** The callbacks about an execution up to its end, or up to the limit. */
        List<String> awaitEnd(String id, Duration limit) throws InterruptedException {
            List<String> told = new ArrayList<>();
            long deadline = System.nanoTime() + limit.toNanos();
            for (String body = next(deadline); body != null; body = next(deadline)) {
                if (Json.text(body, "ExecutionId").orElse("").equals(id)) {
                    told.add(body);
                    say("POST http://localhost:%d/api/v1/services/notification", port());
                    show(body);
                    if (LAST_WORDS.contains(Json.text(body, "Status").orElse(""))) {
                        break;
                    }
                }
            }
            return told;
        }

        private String next(long deadline) throws InterruptedException {
            return bodies.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    private static final class Ports {

        /** The port itself, or any free one where another program has it. */
        static int wantedOrFree(int wanted) throws IOException {
            try (ServerSocket probe = new ServerSocket(wanted)) {
                return probe.getLocalPort();
            } catch (IOException taken) {
                try (ServerSocket probe = new ServerSocket(0)) {
                    say("port %d is taken on this machine; %d serves instead", wanted, probe.getLocalPort());
                    return probe.getLocalPort();
                }
            }
        }
    }

    /** As much JSON as a demo needs: a text member of an answer, and a view for people. */
    private static final class Json {

        private static final int LINE = 100;

        static Optional<String> text(String json, String key) {
            Matcher member = Pattern.compile("\"" + key + "\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"").matcher(json);
            return member.find() ? Optional.of(member.group(1)) : Optional.empty();
        }

        /** The same text over several indented lines; what fits into one line stays on it. */
        static String indented(String json) {
            if (!json.startsWith("{\"") && !json.startsWith("[{")) {
                return json;
            }
            StringBuilder view = new StringBuilder();
            int depth = 0;
            for (int i = 0; i < json.length(); i++) {
                char c = json.charAt(i);
                int end = c == '{' || c == '[' || c == '"' ? endOf(json, i) : i + 1;
                if (c == '"' || end - i > 1 && end - i <= LINE) {
                    view.append(json, i, end);
                    i = end - 1;
                } else if (c == '{' || c == '[') {
                    newLine(view.append(c), ++depth);
                } else if (c == '}' || c == ']') {
                    newLine(view, --depth).append(c);
                } else if (c == ',') {
                    newLine(view.append(c), depth);
                } else {
                    view.append(c == ':' ? ": " : c);
                }
            }
            return view.toString();
        }

        private static StringBuilder newLine(StringBuilder view, int depth) {
            return view.append('\n').append("  ".repeat(depth));
        }

        /** Where the object, array or text that begins at an index ends. */
        private static int endOf(String json, int begin) {
            int open = 0;
            boolean quoted = false;
            for (int i = begin; i < json.length(); i++) {
                char c = json.charAt(i);
                if (quoted && c == '\\') {
                    i++;
                } else if (c == '"') {
                    quoted = !quoted;
                } else if (!quoted && (c == '{' || c == '[')) {
                    open++;
                } else if (!quoted && (c == '}' || c == ']')) {
                    open--;
                }
                if (!quoted && open == 0) {
                    return i + 1;
                }
            }
            return json.length();
        }
    }
}
