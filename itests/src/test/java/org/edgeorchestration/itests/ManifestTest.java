// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;

/** What the bundles' manifests tell the OSGi framework. */
class ManifestTest {

    private static final String OURS = "org.edgeorchestration.";

    @Test
    void onlyTheApiExportsPackages() throws IOException {
        Map<String, Attributes> bundles = manifests();

        assertThat(bundles).hasSizeGreaterThanOrEqualTo(8);
        assertThat(bundles).allSatisfy((name, manifest) -> assertThat(manifest.getValue("Export-Package"))
                .as("packages that %s exports", name)
                .satisfies(exports -> {
                    if (name.equals(OURS + "api")) {
                        assertThat(exports).contains(OURS + "api.service");
                    } else {
                        assertThat(exports).isNull();
                    }
                }));
    }

    @Test
    void noBundleImportsTheCompilersAnnotations() throws IOException {
        assertThat(manifests())
                .allSatisfy((name, manifest) -> assertThat(String.valueOf(manifest.getValue("Import-Package")))
                        .as("imports of %s", name)
                        .doesNotContain("org.jspecify"));
    }

    @Test
    void whatSpeaksHttpHasTheLibraryForItWithinAndNeedsNoOtherBundleForIt() throws IOException {
        String library = OURS + "http";
        Map<String, Attributes> bundles = manifests();

        assertThat(bundles).containsKeys(OURS + "rest", OURS + "peer").doesNotContainKey(library);
        assertThat(bundles).allSatisfy((name, manifest) -> {
            boolean speaksHttp = name.equals(OURS + "rest") || name.equals(OURS + "peer");
            assertThat(List.of(String.valueOf(manifest.getValue("Private-Package"))
                                    .split(","))
                            .contains(library))
                    .as("whether %s has it", name)
                    .isEqualTo(speaksHttp);
            assertThat(String.valueOf(manifest.getValue("Import-Package")))
                    .as("imports of %s", name)
                    .doesNotContain(library);
        });
    }

    private static Map<String, Attributes> manifests() throws IOException {
        Map<String, Attributes> bundles = new TreeMap<>();
        for (URL location :
                Collections.list(ManifestTest.class.getClassLoader().getResources("META-INF/MANIFEST.MF"))) {
            try (InputStream bytes = location.openStream()) {
                Attributes main = new Manifest(bytes).getMainAttributes();
                String name = main.getValue("Bundle-SymbolicName");
                if (name != null && name.startsWith(OURS)) {
                    bundles.put(name, main);
                }
            }
        }
        return bundles;
    }
}
