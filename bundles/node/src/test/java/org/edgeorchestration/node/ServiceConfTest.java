// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.edgeorchestration.api.execution.InstalledService;
import org.edgeorchestration.api.node.ExecutionType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceConfTest {
    private static final Path ANYWHERE = Path.of("/apps/ls");

    private static InstalledService parse(String keys) {
        return ServiceConf.parse("[ServiceInfo]\n" + keys, ANYWHERE);
    }

    @Test
    void readsTheGoProjectsExample() {
        InstalledService service = ServiceConf.parse(
                """
                [Version]
                ConfVersion=v0.0
                [ServiceInfo]
                ServiceName=ls
                ExecutableFileName=ls          ; baobab+
                AllowedRequester=bash,curl     ; baobab+, comma separated
                [ResourceType]
                IntervalTimeMs=1000            ; not used
                """,
                ANYWHERE);
        assertThat(service.name()).isEqualTo("ls");
        assertThat(service.type()).isEqualTo(ExecutionType.NATIVE);
        assertThat(service.executable()).contains(Path.of("ls"));
        assertThat(service.allowedRequesters()).containsExactlyInAnyOrder("bash", "curl");
        assertThat(service.command()).isEmpty();
    }

    @Test
    void readsAContainerThatNeedsNoProgram() {
        InstalledService service =
                parse("ServiceName=web\nExecType=container\nExecCmd=docker run  -v /a:/b image\nAllowedRequester=*");
        assertThat(service.type()).isEqualTo(ExecutionType.CONTAINER);
        assertThat(service.executable()).isEmpty();
        assertThat(service.command()).containsExactly("docker", "run", "-v", "/a:/b", "image");
        assertThat(service.allows(Optional.empty())).isTrue();
    }

    @Test
    void findsTheProgramInTheServicesOwnFolder(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("tool"), "");
        String text = "[ServiceInfo]\nServiceName=tool\nExecutableFileName=tool";
        assertThat(ServiceConf.parse(text, folder).executable()).contains(folder.resolve("tool"));
    }

    @Test
    void takesPathsFromTheServicesOwnFolder() {
        assertThat(parse("ServiceName=a\nExecutableFileName=/bin/true").executable())
                .contains(Path.of("/bin/true"));
        assertThat(parse("ServiceName=a\nExecutableFileName=bin/a").executable())
                .contains(Path.of("/apps/ls/bin/a"));
    }

    @Test
    void takesTheProgramFromTheCommandWhenNoneIsNamed() {
        assertThat(parse("ServiceName=a\nExecCmd=true --fast").executable()).contains(Path.of("true"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ServiceName=",
                "ServiceName=a",
                "ServiceName=a\nExecType=na tive\nExecutableFileName=b",
                "ServiceName=a\nExecutableFileName=b\0c",
                "ServiceName=a\nExecutableFileName=/",
                "ServiceName=a\1b\nExecutableFileName=b"
            })
    void saysWhatIsMissing(String keys) {
        assertThatThrownBy(() -> parse(keys))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .isNotBlank();
    }

    @Test
    void refusesEndlessNames() {
        assertThat(parse("ServiceName=" + "n".repeat(256) + "\nExecutableFileName=b")
                        .name())
                .hasSize(256);
        assertThatThrownBy(() -> parse("ServiceName=" + "n".repeat(257) + "\nExecutableFileName=b"))
                .hasMessageContaining("longer than 256");
    }

    @Test
    void refusesFilesThatAreTooLargeOrNoFiles(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("a.conf"), "#".repeat(65_537));
        assertThat(ServiceConf.read(file, folder)).isInstanceOf(ServiceConf.Reading.Invalid.class);
        assertThat(ServiceConf.read(folder, folder)).isInstanceOf(ServiceConf.Reading.Invalid.class);
    }

    @Property(tries = 300)
    void onlyEverThrowsWithAReason(
            @ForAll @StringLength(max = 60) String name, @ForAll @StringLength(max = 60) String program) {
        try {
            parse("ServiceName=" + name + "\nExecutableFileName=" + program);
        } catch (IllegalArgumentException e) {
            assertThat(e).message().isNotBlank();
        }
    }
}
