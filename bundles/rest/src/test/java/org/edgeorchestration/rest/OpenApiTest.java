// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.ws.rs.HttpMethod;
import org.junit.jupiter.api.Test;

/** The document that people read, the one that is served, and the resources tell the same. */
class OpenApiTest {
    private static final Path YAML = Path.of("../../doc/edge_orchestration_api.yaml");
    private static final Path JSON = Path.of("src/main/resources/openapi.json");

    private static JsonNode yaml() throws IOException {
        return new YAMLMapper().readTree(YAML.toFile());
    }

    @Test
    void theServedDocumentIsTheWrittenOne() throws IOException {
        if (Boolean.getBoolean("openapi.write")) {
            Files.writeString(
                    JSON, new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(yaml()) + "\n");
        }
        try (Fixture node = new Fixture()) {
            assertThat(Fixture.json(node.get("/openapi.json")))
                    .as("run this test with -Dopenapi.write=true after changing the YAML")
                    .isEqualTo(yaml());
        }
    }

    @Test
    void everyRouteIsWrittenAndEveryWrittenRouteExists() throws IOException {
        Set<String> written = new TreeSet<>();
        yaml().get("paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(operation -> !operation.getKey().equals("parameters"))
                .forEach(operation -> written.add(operation.getKey() + " " + path.getKey())));
        assertThat(written).isEqualTo(served());
    }

    private static Set<String> served() {
        return Stream.of(
                        ServicesResource.class,
                        ExecutionResource.class,
                        NodesResource.class,
                        HealthResource.class,
                        EventsResource.class,
                        OpenApiResource.class)
                .flatMap(
                        resource -> Stream.of(resource.getDeclaredMethods()).flatMap(method -> route(resource, method)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> route(Class<?> resource, Method method) {
        String root = resource.getAnnotation(javax.ws.rs.Path.class).value().replace("{id}", "{ExecutionId}");
        javax.ws.rs.Path own = method.getAnnotation(javax.ws.rs.Path.class);
        return Stream.of(method.getAnnotations())
                .flatMap(each -> Stream.ofNullable(each.annotationType().getAnnotation(HttpMethod.class)))
                .map(verb -> verb.value().toLowerCase(java.util.Locale.ROOT) + " " + root
                        + (own == null ? "" : "/" + own.value()));
    }

    @Test
    void everyReferenceLeadsSomewhere() throws IOException {
        JsonNode document = yaml();
        List<String> references = document.findValuesAsText("$ref");
        assertThat(references).isNotEmpty().allSatisfy(reference -> assertThat(
                        document.at(reference.substring(1)).isMissingNode())
                .as(reference)
                .isFalse());
    }
}
