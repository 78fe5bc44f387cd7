// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.edgeorchestration.itests.gopeer.GoPeer;
import org.edgeorchestration.itests.gopeer.GoProfile;

/** A {@link GoPeer} on a host of the lab, as a process. */
final class GoNode implements AutoCloseable {

    /** What has to be on the whitelist of a node in secure mode that is to run {@link #TRUSTED_IMAGE}. */
    static final String TRUSTED_DIGEST = "5e".repeat(32);

    static final String TRUSTED_IMAGE = "busybox@sha256:" + TRUSTED_DIGEST;

    private static final Duration STARTS_WITHIN = Duration.ofMinutes(2);

    private final LabHost host;
    private final Path story;
    private final Process process;

    private GoNode(LabHost host, Path story, Process process) {
        this.host = host;
        this.story = story;
        this.process = process;
    }

    /**
     * Starts one and waits until it listens.
     *
     * @param options more of {@link GoPeer}'s
     */
    static GoNode started(GoProfile profile, LabHost host, Path directory, Path key, String... options)
            throws IOException {
        Path story = Files.createTempFile(directory, "go-" + profile + "-", ".jsonl");
        Witnesses.watch(story);
        List<String> command = new ArrayList<>(host.wrapper());
        command.addAll(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-cp", classPath()));
        command.addAll(List.of(GoPeer.class.getName(), "--profile", profile.name()));
        command.addAll(List.of("--address", host.address(), "--key", key.toString()));
        command.addAll(List.of("--caller", host.lab().here()));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command)
                .redirectOutput(story.toFile())
                .redirectError(directory.resolve(story.getFileName() + ".err").toFile())
                .start();
        GoNode node = new GoNode(host, story, process);
        Await.until(profile + " on host " + host.number(), STARTS_WITHIN, () -> {
            assertThat(process.isAlive()).as("it ended: %s", node.told()).isTrue();
            return node.told("ready").findAny().isPresent();
        });
        return node;
    }

    private static String classPath() {
        return Stream.of(GoPeer.class, ObjectMapper.class, JsonFactory.class, JsonProperty.class)
                .map(type -> Path.of(type.getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .getPath())
                        .toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** A request for what only {@link GoPeer}s understand: to run for that long, on another node than the one that is asked. */
    static String request(String name, int sleepMillis) {
        return request(name, sleepMillis, "busybox");
    }

    /** The same of a certain image. */
    static String request(String name, int sleepMillis, String image) {
        return elsewhere(name, "-e", "SLEEP_MS=" + sleepMillis, image);
    }

    /** A request for a container on another node than the one that is asked. */
    static String container(String image) {
        return elsewhere(image, "--network", "none", image);
    }

    /** The same, of which the Go node decides by what the others say to have measured. */
    static String byResources(String request) {
        ObjectNode complete = (ObjectNode) Application.parse(request);
        ((ObjectNode) complete.at("/ServiceInfo/0")).putObject("ExecOption").put("scoringType", "resource");
        return complete.toString();
    }

    /** A request for an entry in a {@link Ledger} on another node than the one that is asked. */
    static String entry(String entry) {
        return asked(Ledger.elsewhere(entry, Duration.ZERO, 0, Optional.empty()));
    }

    private static String elsewhere(String name, String... words) {
        String[] command =
                Stream.concat(Stream.of("docker", "run"), Stream.of(words)).toArray(String[]::new);
        return asked(Application.request(name, "container", Optional.empty(), command));
    }

    /** The request with what the Go project wants in it as well. */
    private static String asked(String request) {
        ObjectNode complete = (ObjectNode) Application.parse(request);
        return complete.put("ServiceRequester", "tests")
                .put("SelfSelection", "false")
                .toString();
    }

    /**
     * Where it takes requests, once it has announced itself: earlier it does not know its own address, of which the seed era dies when
     * it is asked for something (specification, 9, row 5).
     */
    Application application() {
        awaitAnnounced();
        return new Application(host.address(), LabNode.PORT);
    }

    /** Until it has said the last of what it says at its start: its probes before bear no address, and take away what others know of one. */
    void awaitAnnounced() {
        Await.until(
                "its announcements",
                STARTS_WITHIN,
                () -> told("announced").findAny().isPresent(),
                this::told);
    }

    String id() {
        return told("ready").findAny().orElseThrow().path("id").asText();
    }

    /** All that has happened so far. */
    List<JsonNode> told() {
        try {
            String text = Files.readString(story);
            return text.substring(0, text.lastIndexOf('\n') + 1)
                    .lines()
                    .map(Application::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Stream<JsonNode> told(String event) {
        return told().stream().filter(line -> line.path("event").asText().equals(event));
    }

    /** What it knows now of a device. */
    Optional<JsonNode> device(String id) {
        return told("device")
                .filter(device -> device.path("id").asText().equals(id))
                .reduce((earlier, later) -> later);
    }

    /** That it lives, and none of its handlers has panicked. */
    void assertUnharmed() {
        assertThat(harm()).as("what befell %s; its story: %s", id(), told()).isEmpty();
        assertThat(process.isAlive()).as("it lives; its story: %s", told()).isTrue();
    }

    private List<JsonNode> harm() {
        return Stream.of("died", "panic", "defect").flatMap(this::told).toList();
    }

    @Override
    public void close() {
        if (!harm().isEmpty()) {
            System.out.println("the Go peer on host " + host.number() + " was harmed: " + told());
        }
        process.destroyForcibly();
        try {
            process.waitFor(); // its ports are another's then
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
