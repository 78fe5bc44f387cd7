// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.edgeorchestration.api.execution.InstalledService;
import org.edgeorchestration.api.node.FakeLocalNode;
import org.edgeorchestration.api.node.RealThreads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfInstalledServicesTest {
    private final RealThreads threads = new RealThreads();
    private final Machine machine;
    private final Path apps;

    ConfInstalledServicesTest(@TempDir Path directory) throws IOException {
        machine = new Machine(directory);
        apps = machine.root.toRealPath().resolve("var/edge-orchestration/apps");
        Files.createDirectories(machine.root.resolve("var/edge-orchestration"));
    }

    @AfterEach
    void endThreads() {
        threads.close();
    }

    private ConfInstalledServices services() throws IOException {
        return new ConfInstalledServices(
                machine.environment(), new FakeLocalNode(apps.resolve("..").normalize()), threads);
    }

    private void install(String folder, String service) throws IOException {
        machine.write(
                "var/edge-orchestration/apps/" + folder + "/" + folder + ".conf",
                "[ServiceInfo]\nServiceName=" + service + "\nExecutableFileName=true\nAllowedRequester=*\n");
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void noticesWhatComesChangesAndGoes() throws IOException {
        ConfInstalledServices services = services();
        assertThat(services.all()).isEmpty();
        install("a", "one");
        await(() -> services.find("one").isPresent());
        install("a", "other one");
        await(() -> services.find("other one").isPresent());
        assertThat(services.find("one")).isEmpty();
        Files.delete(apps.resolve("a/a.conf"));
        await(() -> services.all().isEmpty());
        services.close();
    }

    @Test
    void usesTheFirstOfTwoWithOneName() throws IOException {
        install("b", "same");
        install("a", "same");
        machine.write("var/edge-orchestration/apps/a/true", "");
        assertThat(services().all())
                .extracting(service -> service.executable().orElseThrow())
                .containsExactly(apps.resolve("a/true"));
    }

    @Test
    void goesOnAmongGarbage() throws IOException {
        install("good", "good");
        machine.write("var/edge-orchestration/apps/bad/bad.conf", "\0[[[=;#");
        machine.write("var/edge-orchestration/apps/other/name.conf", "[ServiceInfo]\nServiceName=x");
        machine.write("var/edge-orchestration/apps/file.conf", "[ServiceInfo]\nServiceName=x");
        Files.createDirectories(apps.resolve("folder/folder.conf"));
        assertThat(services().all()).extracting(InstalledService::name).containsExactly("good");
    }

    @Test
    void isBounded() throws IOException {
        for (int i = 0; i < AppsDirectory.MOST_SERVICES + 5; i++) {
            install("s" + i, "s" + i);
        }
        assertThat(services().all()).hasSize(AppsDirectory.MOST_SERVICES);
    }

    @Test
    void startsWithTheShippedExamples() throws IOException {
        copyShippedExample();
        ConfInstalledServices services = services();
        InstalledService hello = services.find("hello").orElseThrow();
        assertThat(hello.executable()).contains(apps.resolve("hello/hello"));
        assertThat(apps.resolve("hello/hello")).isExecutable();
        assertThat(apps.resolveSibling("apps.new")).doesNotExist();
    }

    @Test
    void leavesRemovedExamplesRemoved() throws IOException {
        copyShippedExample();
        Files.createDirectories(apps);
        assertThat(services().all()).isEmpty();
    }

    private void copyShippedExample() throws IOException {
        Path shipped = Files.createDirectories(machine.karafBase.resolve("apps/hello"));
        Path source = Path.of("src/main/apps/hello");
        for (String file : new String[] {"hello", "hello.conf"}) {
            Files.copy(source.resolve(file), shipped.resolve(file), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        }
    }
}
