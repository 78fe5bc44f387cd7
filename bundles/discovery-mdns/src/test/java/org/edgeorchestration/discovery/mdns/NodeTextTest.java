// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.edgeorchestration.api.discovery.Sighting.Dialect;
import org.edgeorchestration.api.node.ExecutionType;
import org.junit.jupiter.api.Test;

class NodeTextTest {

    @Test
    void readsWhatNodesUpToVersion1_1_14SayByPosition() {
        assertThat(NodeText.of(List.of("docker", "container")))
                .isEqualTo(text("docker", "container", Dialect.POSITIONAL));
        assertThat(NodeText.of(List.of("linux", "native", "ls", "mysum")))
                .isEqualTo(text("linux", "native", Dialect.POSITIONAL, "ls", "mysum"));
        assertThat(NodeText.of(List.of("ls")))
                .isEqualTo(new NodeText("", Optional.empty(), Set.of("ls"), Dialect.POSITIONAL));
    }

    @Test
    void readsWhatLaterNodesSayByKeyInAnyOrder() {
        assertThat(NodeText.of(List.of("Platform=docker", "ExecType=container", "DataStorage")))
                .isEqualTo(text("docker", "container", Dialect.KEYED, "DataStorage"));
        assertThat(NodeText.of(List.of("ls", "ExecType=native", "mysum", "Platform=linux")))
                .isEqualTo(text("linux", "native", Dialect.KEYED, "ls", "mysum"));
        assertThat(NodeText.of(List.of("ExecType=native=x"))).isEqualTo(text("", "native", Dialect.KEYED));
    }

    @Test
    void writesTheDualListOfTheSpecificationAndReadsItAsOneOfItsOwn() {
        NodeText text = text("docker", "container", Dialect.DUAL, "hello-world");
        assertThat(text.strings())
                .containsExactly("docker", "container", "Platform=docker", "ExecType=container", "hello-world");
        assertThat(NodeText.of(text.strings())).isEqualTo(text);
    }

    @Test
    void saysNoneWhereNothingCanBeRun() {
        NodeText text = new NodeText("linux", Optional.empty(), Set.of(), Dialect.DUAL);
        assertThat(text.strings()).containsExactly("linux", "none", "Platform=linux", "ExecType=none");
    }

    @Test
    void keepsToThe400BytesOfTheGoProject() {
        Set<String> services =
                IntStream.range(0, 100).mapToObj("service-%02d"::formatted).collect(Collectors.toSet());
        NodeText text = new NodeText("linux", Optional.of(ExecutionType.NATIVE), services, Dialect.DUAL);
        assertThat(text.strings().stream().mapToInt(String::length).sum()).isBetween(390, 400);
        assertThat(text.strings()).contains("service-00").doesNotContain("service-99");
        assertThat(text.leftOut()).hasSize(100 - (text.strings().size() - 4)).contains("service-99");
    }

    @Test
    void announcesNoMoreServicesThanAreRead() {
        Set<String> services =
                IntStream.range(0, 100).mapToObj("%02d"::formatted).collect(Collectors.toSet());
        NodeText text = new NodeText("linux", Optional.of(ExecutionType.NATIVE), services, Dialect.DUAL);
        assertThat(NodeText.of(text.strings()).services()).hasSize(64);
        assertThat(text.strings()).hasSize(68);
        assertThat(text.leftOut()).hasSize(36).doesNotContainAnyElementsOf(text.strings());
    }

    @Test
    void leavesOutWhatGoNodesWouldMisread() {
        NodeText text = text(
                "linux",
                "native",
                Dialect.DUAL,
                "ok",
                "native",
                "linux",
                "a\"b",
                "a\\b",
                "\u00fcber",
                "ExecType=x",
                "s Platform=y",
                "MyDataStorage2");
        assertThat(text.strings()).containsExactly("linux", "native", "Platform=linux", "ExecType=native", "ok");
        assertThat(text.leftOut())
                .containsExactlyInAnyOrder("a\"b", "a\\b", "\u00fcber", "ExecType=x", "s Platform=y", "MyDataStorage2");
    }

    @Test
    void takesNothingThatCouldNotBePrinted() {
        assertThat(NodeText.of(List.of("li\nnux", "con tainer", "\u001b[2J", "fine")))
                .isEqualTo(new NodeText("", Optional.empty(), Set.of("fine"), Dialect.POSITIONAL));
    }

    @Property(tries = 300)
    void staysBoundedWhateverItReads(@ForAll @Size(max = 200) List<String> strings) {
        NodeText text = NodeText.of(strings);
        assertThat(text.services()).hasSizeLessThanOrEqualTo(NodeText.MOST_SERVICES);
        assertThat(text.services().stream().mapToInt(String::length).sum()).isLessThanOrEqualTo(1_024);
        assertThat(text.platform()).hasSizeLessThanOrEqualTo(64);
    }

    private static NodeText text(String platform, String type, Dialect dialect, String... services) {
        return new NodeText(platform, Optional.of(new ExecutionType(type)), Set.of(services), dialect);
    }
}
