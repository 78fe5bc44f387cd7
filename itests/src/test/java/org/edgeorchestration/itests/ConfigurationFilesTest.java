// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The configuration files that are shipped, against what the bundles' code says of its keys. */
class ConfigurationFilesTest {

    private static final Path BUNDLES = Path.of("..", "bundles");

    @Test
    void everyKeyStandsInItsFileWithItsDefaultAndNothingElseDoes() throws Exception {
        Map<String, Map<String, String>> inCode = keysInCode();

        assertThat(inCode).as("what the build wrote into OSGI-INF/metatype").hasSizeGreaterThanOrEqualTo(5);
        assertThat(keysInFiles()).isEqualTo(inCode);
    }

    @Test
    void everyKeyIsExplained() throws IOException {
        for (Path file : in("src/main/cfg")) {
            assertThat(Files.readString(file).split("\n\n"))
                    .as("paragraphs of %s", file)
                    .allMatch(paragraph -> paragraph.startsWith("# "));
        }
    }

    /** By file name without its ending, which is the configuration's PID. */
    private static Map<String, Map<String, String>> keysInFiles() throws IOException {
        Map<String, Map<String, String>> all = new TreeMap<>();
        for (Path file : in("src/main/cfg")) {
            Properties keys = new Properties();
            try (Reader reader = Files.newBufferedReader(file)) {
                keys.load(reader);
            }
            Map<String, String> defaults = new TreeMap<>();
            keys.stringPropertyNames().forEach(key -> defaults.put(key, plain(keys.getProperty(key))));
            all.put(file.getFileName().toString().replaceFirst("\\.cfg$", ""), defaults);
        }
        return all;
    }

    /** By configuration PID: the keys of the nested {@code Config}, as the build describes them in the bundle. */
    private static Map<String, Map<String, String>> keysInCode() throws Exception {
        Map<String, Map<String, String>> all = new TreeMap<>();
        for (Path file : in("target/classes/OSGI-INF/metatype")) {
            Document metatype =
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
            Map<String, String> defaults = new TreeMap<>();
            elements(metatype, "AD")
                    .forEach(key -> defaults.put(key.getAttribute("id"), plain(key.getAttribute("default"))));
            elements(metatype, "Designate").forEach(component -> all.put(component.getAttribute("pid"), defaults));
        }
        return all;
    }

    private static List<Path> in(String folder) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> bundles = Files.newDirectoryStream(BUNDLES, Files::isDirectory)) {
            for (Path bundle : bundles) {
                Path there = bundle.resolve(folder);
                if (Files.isDirectory(there)) {
                    try (DirectoryStream<Path> found = Files.newDirectoryStream(there)) {
                        found.forEach(files::add);
                    }
                }
            }
        }
        return files;
    }

    private static Stream<Element> elements(Document document, String name) {
        NodeList found = document.getElementsByTagName(name);
        return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i));
    }

    /** In a bundle commas are escaped, and a 0 may be written 0.0. */
    private static String plain(String value) {
        return value.replace("\\,", ",").replaceFirst("^(\\d+)\\.0$", "$1").strip();
    }
}
