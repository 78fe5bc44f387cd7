// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class DockerRunCommandPropertyTest {
    private static final List<String> PIECES = List.of(
            "-",
            "--",
            "-v",
            "-it",
            "-e=",
            "=",
            "/a:/b",
            "a:b",
            "1",
            "-1",
            "64m",
            "all",
            "type=bind,source=/a,target=/b",
            "\"",
            ",",
            "é",
            "🚀",
            "\0",
            "\n",
            "",
            "busybox",
            "99999999999999999999",
            "/dev/sda:1",
            "1m30s",
            "on-failure:3");

    /** Words as an attacker or a tired person would write them: pieces of the real thing in any order. */
    @Provide
    Arbitrary<List<String>> nonsense() {
        List<String> pieces = new ArrayList<>(PIECES);
        for (DockerRunOption option : DockerRunOption.values()) {
            pieces.addAll(option.names());
        }
        Arbitrary<String> word = Arbitraries.of(pieces).list().ofMaxSize(3).map(parts -> String.join("", parts));
        return Arbitraries.oneOf(word, Arbitraries.strings().ofMaxLength(20))
                .list()
                .ofMaxSize(8);
    }

    @Property(tries = 5_000)
    void parsesOrRefusesAndDoesNothingElse(@ForAll("nonsense") List<String> words) {
        List<String> command = new ArrayList<>(List.of("docker", "run"));
        command.addAll(words);
        try {
            DockerRunCommand parsed = DockerRunCommand.parse(command);
            assertThat(parsed.image().text()).isNotBlank().doesNotStartWith("-");
            assertThat(command).endsWith(parsed.arguments().toArray(String[]::new));
        } catch (BadCommand e) {
            assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(600);
        }
    }

    /** One option in one of its forms, with the option and value that must come out of it. */
    record Given(List<String> words, DockerRunOption option, String value) {}

    @Provide
    Arbitrary<List<Given>> options() {
        Arbitrary<Given> text = Arbitraries.of(
                        DockerRunOption.ENV,
                        DockerRunOption.VOLUME,
                        DockerRunOption.LABEL,
                        DockerRunOption.USER,
                        DockerRunOption.HOSTNAME)
                .flatMap(option -> Arbitraries.of(option.names()).flatMap(name -> Arbitraries.strings()
                        .withCharRange('a', 'z')
                        .ofMinLength(1)
                        .ofMaxLength(8)
                        .flatMap(letters -> forms(option, name, value(option, letters)))));
        Arbitrary<Given> flag = Arbitraries.of(
                        DockerRunOption.INIT,
                        DockerRunOption.TTY,
                        DockerRunOption.INTERACTIVE,
                        DockerRunOption.READ_ONLY)
                .flatMap(
                        option -> Arbitraries.of(option.names()).map(name -> new Given(List.of(name), option, "true")));
        return Arbitraries.oneOf(text, flag).list().ofMaxSize(10);
    }

    private static String value(DockerRunOption option, String letters) {
        return switch (option) {
            case VOLUME -> "/" + letters + ":/-" + letters;
            case ENV, LABEL -> letters + "=--x=" + letters;
            default -> letters;
        };
    }

    private static Arbitrary<Given> forms(DockerRunOption option, String name, String value) {
        Arbitrary<List<String>> forms = name.startsWith("--")
                ? Arbitraries.of(List.of(name, value), List.of(name + "=" + value))
                : Arbitraries.of(
                        List.of(name, value),
                        List.of(name + value),
                        List.of(name + "=" + value),
                        List.of("-t" + name.substring(1), value));
        return forms.map(words -> new Given(words, option, value));
    }

    @Property
    void understandsEveryFormOfEveryOption(@ForAll("options") List<Given> options, @ForAll List<String> arguments) {
        List<String> words = new ArrayList<>(List.of("docker", "run"));
        options.forEach(option -> words.addAll(option.words()));
        words.add("busybox");
        List<String> clean =
                arguments.stream().map(word -> word.replace('\0', 'x')).toList();
        words.addAll(clean);
        DockerRunCommand parsed;
        try {
            parsed = DockerRunCommand.parse(words);
        } catch (BadCommand e) {
            throw new AssertionError(words.toString(), e);
        }
        assertThat(parsed.arguments()).isEqualTo(clean);
        for (Given option : options) {
            assertThat(parsed.options().words(option.option())).contains(option.value());
        }
    }
}
