// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.itests;

import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.environment;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;
import static org.ops4j.pax.exam.CoreOptions.vmOption;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.configureConsole;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.karafDistributionConfiguration;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.inject.Inject;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/** The distribution from within: what only a bundle inside the framework can see. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class InsideKarafIT {

    private static final String REQUEST =
            """
            {"ServiceName": "echo", "ServiceInfo": [{"ExecutionType": "native", "ExecCmd": ["echo", "hello"]}]}
            """;
    private static final String ECHO =
            """
            [ServiceInfo]
            ServiceName=echo
            ExecutableFileName=echo
            AllowedRequester=*
            ExecType=native
            """;
    private static final String KARAF = System.getProperty("karaf.version");
    private static final Duration STARTED_WITHIN = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final String PORT = "edge.itests.port";

    @Inject
    private BundleContext framework;

    @Inject
    private ServiceComponentRuntime components;

    @Configuration
    public Option[] distribution() throws IOException {
        String port = Integer.toString(NodeHome.freePort());
        return new Option[] {
            karafDistributionConfiguration()
                    .frameworkUrl(Path.of(System.getProperty("edge.distribution"))
                            .toUri()
                            .toString())
                    .karafVersion(KARAF)
                    .name("Edge Orchestration")
                    .unpackDirectory(new File("target/exam"))
                    .useDeployFolder(false),
            environment("EDGE_STATE=" + stateWithOneService()),
            environment("EDGE_ADDRESS=127.0.0.1"), // nothing of it is heard on this machine's networks
            environment("DOCKER_HOST=unix:///no-engine.sock"),
            vmOption("-Xbootclasspath/a:lib/endorsed/org.apache.karaf.specs.locator-" + KARAF + ".jar"),
            configureConsole().ignoreLocalConsole().ignoreRemoteShell(),
            editConfigurationFilePut(
                    "etc/org.ops4j.pax.url.mvn.cfg",
                    "org.ops4j.pax.url.mvn.localRepository",
                    System.getProperty("maven.repository")),
            editConfigurationFilePut("etc/org.edgeorchestration.rest.cfg", "port", port),
            editConfigurationFilePut(
                    "etc/org.edgeorchestration.peer.cfg", "port", Integer.toString(NodeHome.freePort())),
            systemProperty(PORT).value(port)
        };
    }

    /** Pax Exam unpacks the distribution's example without its mode; so the service here is a program of the machine. */
    private static Path stateWithOneService() throws IOException {
        Path state = Path.of("target/exam-state").toAbsolutePath();
        Files.writeString(Files.createDirectories(state.resolve("apps/echo")).resolve("echo.conf"), ECHO);
        return state;
    }

    @Test
    public void everyBundleIsActive() {
        awaitNone(() -> Arrays.stream(framework.getBundles())
                .filter(bundle -> bundle.getHeaders().get("Fragment-Host") == null)
                .filter(bundle -> bundle.getState() != Bundle.ACTIVE)
                .toList());
    }

    @Test
    public void everyComponentIsSatisfied() {
        awaitNone(() -> components.getComponentDescriptionDTOs().stream()
                .flatMap(component -> components.getComponentConfigurationDTOs(component).stream())
                .filter(component -> component.unsatisfiedReferences.length > 0)
                .toList());
    }

    /** The framework may let tests in while the last bundles are starting. */
    private static void awaitNone(Supplier<List<?>> amiss) {
        awaited(amiss, List::isEmpty);
    }

    private static <T> T awaited(Supplier<T> looks, Predicate<T> good) {
        long deadline = System.nanoTime() + STARTED_WITHIN.toNanos();
        T seen = looks.get();
        while (!good.test(seen) && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(PAUSE.toNanos());
            seen = looks.get();
        }
        assertTrue(String.valueOf(seen), good.test(seen));
        return seen;
    }

    @Test
    public void aRequestIsAnswered() {
        HttpRequest request = HttpRequest.newBuilder(URI.create(
                        "http://127.0.0.1:" + framework.getProperty(PORT) + "/api/v1/orchestration/services"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(REQUEST))
                .build();

        String answer = awaited(() -> answer(request), seen -> seen.contains("ERROR_NONE"));

        assertTrue(answer, answer.startsWith("200 "));
    }

    private static String answer(HttpRequest request) {
        try {
            HttpResponse<String> response =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            return response.statusCode() + " " + response.body();
        } catch (IOException notYet) {
            return notYet.toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return e.toString();
        }
    }
}
