// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.native_;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.execution.FakeInstalledServices;
import org.edgeorchestration.api.execution.InstalledService;
import org.edgeorchestration.api.execution.Refusal;
import org.edgeorchestration.api.node.ExecutionType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionTest {
    private final Path bin;
    private final FakeInstalledServices installed = new FakeInstalledServices();
    private final Path list;

    AdmissionTest(@TempDir Path bin) throws IOException {
        this.bin = bin;
        this.list = program(bin, "list", "rwxr-xr-x");
        installed.install("list", list.toString());
    }

    private static Path program(Path bin, String name, String permissions) throws IOException {
        Path file = Files.writeString(bin.resolve(name), "#!/bin/sh\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private Verdict verdict(Map<String, Object> config, ExecutionOrder order) {
        SearchPath path = SearchPath.of(bin.toString());
        return new Admission(Settings.of(Configs.with(config)), installed, path, path::find).verdict(order);
    }

    private Verdict verdict(String service, String... command) {
        return verdict(Map.of(), Bench.order(service, command));
    }

    private static Verdict admitted(Object... words) {
        return new Verdict.Admitted(
                List.of(words).stream().map(Object::toString).toList());
    }

    private static void assertDeclined(Verdict verdict, String message) {
        assertThat(verdict.refusal().map(Refusal::message)).contains(message);
        assertThat(verdict.refusal().map(Refusal::kind)).contains(Refusal.Kind.DECLINED);
        assertThat(verdict.refusal().orElseThrow().reason()).isNotBlank();
    }

    @Test
    void runsTheRegisteredExecutableForItsBaseNameAndForItsFullPath() {
        assertThat(verdict("list", "list", "-l")).isEqualTo(admitted(list, "-l"));
        assertThat(verdict("list", list.toString(), "-l")).isEqualTo(admitted(list, "-l"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/tmp/list", "./list", "../bin/list", "bin/list", "lis", "list/", "", "other", "list\0"})
    void neverRunsAPathThatTheCallerNames(String word) {
        assertDeclined(verdict("list", word), "not matched service with executable");
    }

    @Test
    void seeksABareRegisteredNameOnTheSearchPath() {
        installed.install("bare", "list");
        assertThat(verdict("bare", "list", "a b")).isEqualTo(admitted(list, "a b"));
        assertThat(verdict("bare", list.toString())).isEqualTo(admitted(list));
        assertDeclined(verdict("bare", "/usr/bin/list"), "not matched service with executable");
    }

    @Test
    void runsTheRegisteredCommandWhenTheOrderBringsNone() {
        installed.install("with-command", list.toString(), "list", "--all");
        assertThat(verdict("with-command")).isEqualTo(admitted(list, "--all"));
    }

    @Test
    void takesAnyPathInTheRegisteredCommandForTheRegisteredExecutable() {
        installed.install("relative", list.toString(), "./list", "-1");
        installed.install("mistaken", list.toString(), "-1");
        assertThat(verdict("relative")).isEqualTo(admitted(list, "-1"));
        assertDeclined(verdict("mistaken"), "not matched service with executable");
    }

    @Test
    void runsTheExecutableAloneWhenThereIsNoCommandAtAll() {
        assertThat(verdict("list")).isEqualTo(admitted(list));
    }

    @Test
    void takesTheFirstWordOfARegisteredCommandForTheExecutableWhereNoneIsNamed() {
        installed.install(new InstalledService(
                "words", ExecutionType.NATIVE, Optional.empty(), Set.of("*"), List.of("list", "-1")));
        assertThat(verdict("words")).isEqualTo(admitted(list, "-1"));
    }

    @Test
    void declinesWhatIsNotRegistered() {
        assertDeclined(verdict("unknown", "list"), "not found registered service");
        assertDeclined(verdict("unknown"), "not found registered service");
    }

    @Test
    void declinesAServiceRegisteredForAnotherExecutor() {
        installed.install(new InstalledService(
                "image", ExecutionType.CONTAINER, Optional.of(list), Set.of("*"), List.of("list")));
        assertDeclined(verdict("image", "list"), "not found registered service");
    }

    @Test
    void declinesAServiceWithoutAnyProgram() {
        installed.install(
                new InstalledService("nothing", ExecutionType.NATIVE, Optional.empty(), Set.of("*"), List.of()));
        assertDeclined(verdict("nothing"), "not found registered service");
    }

    @ParameterizedTest
    @ValueSource(strings = {";", "&", "a&&b", "a||b", "'", "(", ")", "#", "$(x)"})
    void declinesShellSyntaxFirstOfAll(String word) {
        assertDeclined(verdict("list", "list", word), "found injection command");
        assertDeclined(verdict("unknown", word), "found injection command");
    }

    @ParameterizedTest
    @ValueSource(strings = {"|", "`x`", "$HOME", ">", "*", "\"", "\\", "a\nb"})
    void takesWhatTheGoProjectTakes(String word) {
        assertThat(verdict("list", "list", word)).isEqualTo(admitted(list, word));
    }

    @Test
    void takesShellSyntaxWhenTheCheckIsOff() {
        ExecutionOrder order = Bench.order("list", "list", "(a; b)");
        assertThat(verdict(Map.of("injection_check", false), order)).isEqualTo(admitted(list, "(a; b)"));
    }

    @Test
    void trustsTheAdministratorsOwnWords() {
        installed.install("own", list.toString(), "list", "#1");
        assertThat(verdict("own")).isEqualTo(admitted(list, "#1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sudo", "sh", "bash", "cat", "dzdo"})
    void neverRunsAForbiddenProgram(String name) throws IOException {
        Path file = program(bin, name, "rwxr-xr-x");
        installed.install(name, file.toString());
        assertDeclined(verdict(name, name), "not allowed executable service");
        Map<String, Object> open = Map.of("unregistered_programs", "allow");
        assertDeclined(verdict(open, Bench.order("x", file.toString())), "not allowed executable service");
    }

    @Test
    void runsARegisteredProgramThatTheAdministratorTookOffTheList() throws IOException {
        Path file = program(bin, "cat", "rwxr-xr-x");
        installed.install("cat", file.toString());
        assertThat(verdict(Map.of("forbidden_executables", "sudo,su"), Bench.order("cat", "cat")))
                .isEqualTo(admitted(file));
    }

    @Test
    void declinesRequestersThatAreNotAllowed() {
        installed.install(new InstalledService(
                "private", ExecutionType.NATIVE, Optional.of(list), Set.of("curl", "bash"), List.of()));
        assertDeclined(verdict("private"), "not allowed service execution");
        assertDeclined(verdict(Map.of(), from("wget")), "not allowed service execution");
        assertThat(verdict(Map.of(), from("bash"))).isEqualTo(admitted(list));
    }

    private static ExecutionOrder from(String requester) {
        return new ExecutionOrder(
                ExecutionId.random(), "private", ExecutionType.NATIVE, List.of(), Optional.of(requester));
    }

    @Test
    void declinesAProgramThatIsNotThereOrNotExecutable() throws IOException {
        installed.install("gone", bin.resolve("gone").toString());
        installed.install("bare", "gone");
        installed.install("data", program(bin, "data", "rw-r--r--").toString());
        installed.install("folder", bin.toString());
        assertDeclined(verdict("gone"), "not found executable file");
        assertDeclined(verdict("bare"), "not found executable file");
        assertDeclined(verdict("data"), "not found executable file");
        assertDeclined(verdict("folder"), "not found executable file");
    }

    @Test
    void runsUnregisteredProgramsWhereTheNodeIsOpen() {
        Map<String, Object> open = Map.of("unregistered_programs", "allow");
        assertThat(verdict(open, Bench.order("any", "list", "(a; b)"))).isEqualTo(admitted(list, "(a; b)"));
        assertThat(verdict(open, Bench.order("any", list.toString()))).isEqualTo(admitted(list));
        assertDeclined(verdict(open, Bench.order("any", "absent")), "not found executable file");
        assertDeclined(verdict(open, Bench.order("any", "./list")), "not found executable file");
        assertDeclined(verdict(open, Bench.order("any", "list\0")), "not found executable file");
        assertDeclined(verdict(open, Bench.order("any", "")), "not found executable file");
        assertDeclined(verdict(open, Bench.order("any")), "not found registered service");
    }

    @Test
    void keepsTheRulesOfRegisteredServicesWhereTheNodeIsOpen() {
        Map<String, Object> open = Map.of("unregistered_programs", "allow");
        assertDeclined(verdict(open, Bench.order("list", "other")), "not matched service with executable");
    }
}
