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
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The main job on the spot: three nodes find each other on this machine, an application asks a busy one to run a service, it runs
 * on an idle one, and the application learns what became of it; then the chosen node dies, and the next request goes on.
 *
 * <p>One file that {@code java Demo.java DIRECTORY} runs with nothing but a JDK; {@code ./edge demo} does so. DIRECTORY holds
 * the unpacked distribution as {@code node}; everything else that the nodes write goes there too. Exit status 0 means that
 * every step was as promised; otherwise the last line says what was not.
 */
public final class Demo {

    // against hanging: each takes seconds at most on a machine that does nothing else
    private static final Duration NODE_STARTS_WITHIN = Duration.ofMinutes(3);
    private static final Duration PROGRAM_IS_NOTICED_WITHIN = Duration.ofMinutes(2);
    private static final Duration NODES_MEET_WITHIN = Duration.ofMinutes(2);
    private static final Duration SERVICE_ENDS_WITHIN = Duration.ofMinutes(2);

    /** Long enough to keep a node busy to the end of the demo. */
    private static final String WORK =
            """
            {
                "ServiceName": "work",
                "ServiceInfo": [
                {
                    "ExecutionType": "native",
                    "ExecCmd": ["sleep", "600"]
                }]
            }
            """;

    /** A few more than a node runs at one time by its default settings: all nodes share this machine, so only their work tells them apart. */
    private static final int PIECES_OF_WORK = 72;

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

    /** What the demo promised and a node did not do. */
    private static final class NotAsPromised extends Exception {
        private static final long serialVersionUID = 1;

        NotAsPromised(String what) {
            super(what);
        }
    }

    /**
     * A service that the demo asks for.
     *
     * @param name what it is, for people
     * @param request the body of the POST
     */
    private record Service(String name, String request) {}

    private final List<Node> nodes;
    private final CallbackReceiver receiver;

    private Demo(List<Node> nodes, CallbackReceiver receiver) {
        this.nodes = nodes;
        this.receiver = receiver;
    }

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        Files.writeString(
                Files.createFile(directory.resolve("key"), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))),
                sharedKey());
        List<Node> nodes = List.of(
                new Node(directory, "127.0.0.1"), new Node(directory, "127.0.0.2"), new Node(directory, "127.0.0.3"));
        try (CallbackReceiver receiver = new CallbackReceiver()) {
            new Demo(nodes, receiver).tell();
            System.out.println("\nThat is all: found, asked, chosen, run, told, and one node less did not matter."
                    + " The nodes end now, and nothing of them stays behind.");
        } catch (NotAsPromised failure) {
            System.out.println("\nNOT AS PROMISED: " + failure.getMessage());
            System.exit(1);
        } finally {
            nodes.forEach(Node::close);
        }
    }

    private static String sharedKey() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    private void tell() throws Exception {
        Node asked = nodes.get(0);
        step("A node starts, and is given work");
        say("it answers on http://%s:%d after %d ms", asked.address, Node.PORT, asked.start());
        asked.installWork();
        for (int i = 0; i < PIECES_OF_WORK; i++) {
            giveWork(asked);
        }
        say("it has taken %d programs: they run, and some wait for their turn", PIECES_OF_WORK);

        step("Two more nodes start with the same key; they find each other");
        List<Node> more = nodes.subList(1, nodes.size());
        for (Node node : more) {
            node.launch();
        }
        for (Node node : more) {
            say("%s answers after %d ms", node.address, node.awaitReady());
        }
        say("GET %s", Node.NODES);
        show(awaitNodes(asked));

        Service service = new Service("a container, the request of the project's README", CONTAINER_REQUEST);
        Optional<Node> chosen = runs(asked, service);
        if (chosen.isEmpty()) {
            say("so the same again with a native program, the registered example 'hello'");
            service = new Service("the native program 'hello'", NATIVE_REQUEST);
            chosen = runs(asked, service);
        }
        Node idle = chosen.orElseThrow(() ->
                new NotAsPromised("neither a container nor the native example ran; the node's log:\n" + asked.log()));
        if (idle == asked) {
            throw new NotAsPromised("the busy node was to be passed over");
        }

        step("The chosen node, " + idle.address + ", is killed; the next request goes on");
        awaitNodes(asked); // the other idle one, too, may have been late a moment ago
        idle.kill();
        Node next = runs(asked, service)
                .orElseThrow(() -> new NotAsPromised("the next request was to run; the node's log:\n" + asked.log()));
        if (next == idle || next == asked) {
            throw new NotAsPromised("the other idle node was to be chosen");
        }
    }

    private static void giveWork(Node node) throws Exception {
        long deadline = System.nanoTime() + PROGRAM_IS_NOTICED_WITHIN.toNanos();
        String answer = node.post(WORK).body();
        while (!Json.text(answer, "Message").equals(Optional.of("ERROR_NONE"))) {
            if (System.nanoTime() > deadline) {
                throw new NotAsPromised("the work was to be accepted, but the answer was " + answer);
            }
            Thread.sleep(100);
            answer = node.post(WORK).body();
        }
    }

    /** The list of nodes, as soon as all of them are in it, answer, and are known to have what the asked one has itself. */
    private String awaitNodes(Node asked) throws Exception {
        long deadline = System.nanoTime() + NODES_MEET_WITHIN.toNanos();
        String list = asked.get(Node.NODES);
        while (!allCanDoAll(list)) {
            if (System.nanoTime() > deadline) {
                throw new NotAsPromised("the nodes did not find each other; this is who is known: " + list
                        + "; the node's log:\n" + asked.log());
            }
            Thread.sleep(20);
            list = asked.get(Node.NODES);
        }
        return list;
    }

    private boolean allCanDoAll(String list) {
        int containers = Json.count(list, "\"container\"");
        return Json.count(list, "\"Reachable\":true") == nodes.size()
                && Json.count(list, "\"hello\"") == nodes.size()
                && (containers == 0 || containers == nodes.size());
    }

    /** One service from the request to the last callback; empty, with the reason told, where it cannot run on this machine. */
    private Optional<Node> runs(Node asked, Service service) throws Exception {
        String request = service.request().replace(":8888/", ":" + receiver.port() + "/");
        step("An application asks the busy node for " + service.name());
        say("POST http://%s:%d%s", asked.address, Node.PORT, Node.SERVICES);
        show(request);
        HttpResponse<String> answer = asked.post(request);
        say("the answer, status %d", answer.statusCode());
        show(answer.body());
        String message = Json.text(answer.body(), "Message").orElse("no message at all");
        if (!message.equals("ERROR_NONE")) {
            say("refused: %s", Json.text(answer.body(), "Reason").orElse(message));
            return Optional.empty();
        }
        String id = Json.text(answer.body(), "ExecutionId")
                .orElseThrow(() -> new NotAsPromised("the answer names no ExecutionId"));
        String target = Json.text(answer.body(), "Target").orElse("");
        Node chosen = nodes.stream()
                .filter(node -> node.address.equals(target))
                .findFirst()
                .orElseThrow(() -> new NotAsPromised("the answer names no node of this demo: " + target));
        return ends(asked, id) ? Optional.of(chosen) : Optional.empty();
    }

    private boolean ends(Node asked, String id) throws Exception {
        String execution = Node.SERVICES + "/" + id;
        step("Which node was chosen, and why");
        say("GET %s/placement", execution);
        show(asked.get(execution + "/placement"));

        step("What the callback receiver was told");
        List<String> told = receiver.awaitEnd(id, SERVICE_ENDS_WITHIN);

        step("What the service printed, by way of the node that was asked");
        say("GET %s/logs", execution);
        String output = asked.get(execution + "/logs");
        show(output);

        if (told.stream().noneMatch(body -> Json.text(body, "Status").equals(Optional.of("Started")))) {
            say("it never started; its image may not be to be had from here");
            asked.delete(execution);
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

    /** A node: the distribution's own start script, as a child process, on a loopback address of its own. */
    private static final class Node {

        static final int PORT = 56001;
        static final String SERVICES = "/api/v1/orchestration/services";
        static final String NODES = "/api/v1/orchestration/nodes";

        private final HttpClient http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
        private final Path distribution;
        private final Path home;
        private final Path key;
        private Optional<Process> process = Optional.empty();
        final String address;

        Node(Path directory, String address) {
            this.distribution = directory.resolve("node");
            this.home = directory.resolve(address);
            this.key = directory.resolve("key");
            this.address = address;
        }

        long start() throws Exception {
            launch();
            return awaitReady();
        }

        void launch() throws IOException, NotAsPromised {
            Ports.mustBeFree(address, PORT);
            Ports.mustBeFree(address, 56002);
            Files.createDirectories(home);
            ProcessBuilder builder =
                    new ProcessBuilder(distribution.resolve("bin/karaf").toString(), "server");
            builder.environment()
                    .putAll(Map.of(
                            "EDGE_ADDRESS", address,
                            "EDGE_KEY_FILE", key.toString(),
                            "EDGE_STATE", home.resolve("state").toString(),
                            "KARAF_DATA", home.resolve("data").toString(),
                            "KARAF_LOG", home.resolve("log").toString(),
                            "EDGE_CLASS_ARCHIVE", "off")); // it pays from the second start on; there is none
            builder.redirectErrorStream(true).redirectOutput(logFile().toFile());
            process = Optional.of(builder.start());
            Runtime.getRuntime().addShutdownHook(new Thread(this::close)); // for Ctrl-C
        }

        /** The program that keeps a node busy, registered as an administrator would. */
        private void installWork() throws IOException {
            Path folder = Files.createDirectories(home.resolve("state/apps/work"));
            Files.writeString(
                    folder.resolve("work.conf"),
                    """
                    [ServiceInfo]
                    ServiceName=work
                    ExecutableFileName=sleep
                    AllowedRequester=*
                    ExecType=native
                    """);
        }

        long awaitReady() throws Exception {
            long begin = System.nanoTime();
            while (System.nanoTime() - begin < NODE_STARTS_WITHIN.toNanos()) {
                try {
                    get(SERVICES);
                    return Duration.ofNanos(System.nanoTime() - begin).toMillis();
                } catch (IOException notYet) {
                    if (process.orElseThrow().waitFor(50, TimeUnit.MILLISECONDS)) {
                        break;
                    }
                }
            }
            throw new NotAsPromised("the node does not answer on " + address + ":" + PORT + "; its log:\n" + log());
        }

        HttpResponse<String> post(String json) throws Exception {
            return send(request(SERVICES)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(json)));
        }

        String get(String path) throws Exception {
            HttpResponse<String> response = send(request(path).GET());
            if (response.statusCode() != 200) {
                throw new NotAsPromised("GET " + path + ": " + response.statusCode() + " " + response.body());
            }
            return response.body();
        }

        void delete(String path) throws Exception {
            send(request(path).DELETE());
        }

        private HttpRequest.Builder request(String path) {
            return HttpRequest.newBuilder(URI.create("http://" + address + ":" + PORT + path))
                    .timeout(Duration.ofSeconds(30));
        }

        private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }

        private Path logFile() {
            return home.resolve("output.log");
        }

        String log() {
            try {
                List<String> lines = Files.readAllLines(logFile());
                return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
            } catch (IOException e) {
                return "cannot be read: " + e;
            }
        }

        /** It gets no chance to say goodbye. */
        void kill() throws InterruptedException {
            process.orElseThrow().destroyForcibly().waitFor();
        }

        void close() {
            process.ifPresent(running -> {
                running.destroy();
                try {
                    running.waitFor(10, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                running.destroyForcibly();
            });
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

        /** Nodes speak to each other on fixed ports, so these cannot be others. */
        static void mustBeFree(String address, int port) throws NotAsPromised {
            try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getByName(address))) {
                probe.getLocalPort();
            } catch (IOException taken) {
                throw new NotAsPromised("port " + port + " of " + address + " is taken, perhaps by a node that runs here: end it first");
            }
        }

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

        static int count(String json, String part) {
            return json.split(Pattern.quote(part), -1).length - 1;
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
