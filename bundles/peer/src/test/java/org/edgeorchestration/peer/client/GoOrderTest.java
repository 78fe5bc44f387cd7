// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.node.ExecutionType;
import org.edgeorchestration.peer.client.GoOrder.Unbearable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoOrderTest {
    private static final String DIGEST = "0af0af0af0af0af0af0af0af0af0af0af0af0af0af0af0af0af0af0af0af0af9";

    private static ExecutionOrder order(ExecutionType type, List<String> words) {
        return new ExecutionOrder(ExecutionId.random(), "hello", type, words, Optional.empty());
    }

    private static List<String> bearableInSecureMode(Profile profile, ExecutionType type, String... words)
            throws Unbearable {
        return GoOrder.bearable(profile, true, order(type, List.of(words))).command();
    }

    private static List<String> bearable(Profile profile, String line) throws Unbearable {
        return GoOrder.bearable(profile, false, order(ExecutionType.CONTAINER, List.of(line.split(" "))))
                .command();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docker run hello-world",
                "docker run -v /var/run:/var/run:rw hello-world",
                "docker run -i -e A=b=c --env=X=y -p 8080:80/tcp --net=host registry.local:5000/a/b:1.2",
                "docker run -iP -w /work --user 1000:1000 busybox@sha256:" + DIGEST,
                "docker run -p 65535 -p 127.0.0.1:1:2/udp --dns 8.8.8.8 -v data:/data localhost/a__b.c-d/e:Tag_1",
                "docker run reg.local/a/b",
            })
    void whatEveryGoNodeUnderstandsIsSentAsItIs(String line) throws Unbearable {
        assertThat(String.join(" ", bearable(Profile.P0, line))).isEqualTo(line);
        assertThat(String.join(" ", bearable(Profile.P5, line))).isEqualTo(line);
    }

    @ParameterizedTest
    @EnumSource(names = {"P3", "P4", "P5"})
    void aSecureNodeIsOrderedOnlyImagesThatAreNamedByTheirDigest(Profile profile) throws Unbearable {
        String image = "registry.local:5000/a/b:1.2@sha256:" + "0af".repeat(21) + "9";

        assertThat(bearableInSecureMode(profile, ExecutionType.CONTAINER, "docker", "run", image))
                .containsExactly("docker", "run", image);
        assertThat(bearableInSecureMode(profile, ExecutionType.NATIVE, "ls")).containsExactly("ls");
        for (String bare : List.of("busybox", "busybox:1.36", "busybox@sha256:", "busybox@sha256:0123", image + "0")) {
            assertThatExceptionOfType(Unbearable.class)
                    .isThrownBy(() -> bearableInSecureMode(profile, ExecutionType.CONTAINER, "docker", "run", bare))
                    .withMessageContaining("@sha256:");
        }
    }

    @Test
    void wordsThatChangeNothingThereAreLeftOut() throws Unbearable {
        assertThat(bearable(Profile.P0, "docker run --rm -d -i --detach hello-world"))
                .containsExactly("docker", "run", "-i", "hello-world");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docker",
                "docker run",
                "docker run --name x hello-world",
                "docker run --restart always hello-world",
                "docker run alpine echo hi",
                "docker run -v relative:path:rw:more hello-world",
                "docker run -e =x hello-world",
                "docker run --env",
                "docker run -e A=b",
                "docker run --rm --rm",
                "docker run -p http hello-world",
                "docker run -p 127.0.0.1:80 hello-world",
                "docker run -p 65536:80 hello-world",
                "docker run -p 80:70000 hello-world",
                "docker run -p 0 hello-world",
                "docker run -p 999.1.1.1:80:80 hello-world",
                "docker run --expose 65536 hello-world",
                "docker run --net host --network host hello-world",
                "docker run --net=bridge --net=bridge hello-world",
                "docker run --dns 8.8.8.256 hello-world",
                "docker run -v d:/data hello-world",
                "docker run a//b",
                "docker run r/App",
                "docker run busybox:",
                "docker run busybox@sha256:0123",
                "docker run busybox@sha256:" + DIGEST + "0",
                "docker run " + DIGEST,
                "docker run reg.local:99999/a",
                "docker run --memory-swappiness 101 hello-world",
                "docker run --security-opt seccomp=/nowhere hello-world",
                "docker run --health-cmd x hello-world",
                "docker run --log-driver none --log-opt a=b hello-world",
                "docker run --mac-address zz hello-world",
                "docker run -- hello-world",
                "docker run -",
                "docker run Hello..World//",
            })
    void whatMightEndAGoNodeIsNotSent(String line) {
        assertThatExceptionOfType(Unbearable.class).isThrownBy(() -> bearable(Profile.P0, line));
        assertThatExceptionOfType(Unbearable.class).isThrownBy(() -> bearable(Profile.P5, line));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docker run -t hello-world",
                "docker run -it hello-world",
                "docker run --memory 64m hello-world",
                "docker run --cap-add NET_ADMIN hello-world",
            })
    void whatAnEngineMayRefuseIsSentToThoseThatSurviveIt(String line) throws Unbearable {
        assertThat(bearable(Profile.P2, line)).hasSizeGreaterThan(3);
        assertThatExceptionOfType(Unbearable.class).isThrownBy(() -> bearable(Profile.P0, line));
        assertThatExceptionOfType(Unbearable.class).isThrownBy(() -> bearable(Profile.P1, line));
    }

    @Test
    void anOrderWithoutACommandIsNotSent() {
        assertThatExceptionOfType(Unbearable.class)
                .isThrownBy(() -> GoOrder.bearable(Profile.P5, false, order(ExecutionType.CONTAINER, List.of())));
        assertThatExceptionOfType(Unbearable.class)
                .isThrownBy(() -> GoOrder.bearable(Profile.P5, false, order(ExecutionType.NATIVE, List.of())));
    }

    @Test
    void aNativeCommandIsSentAsItIs() throws Unbearable {
        assertThat(GoOrder.bearable(Profile.P1, false, order(ExecutionType.NATIVE, List.of("ls")))
                        .command())
                .containsExactly("ls");
    }

    @Provide
    Arbitrary<List<String>> commands() {
        Arbitrary<String> words = Arbitraries.oneOf(
                Arbitraries.of(
                        "docker", "run", "--rm", "-e", "A=b", "-v", "/a:/b", "--", "-", "", "busybox", "-it", "--x=y"),
                Arbitraries.strings().ofMaxLength(12));
        return words.list().ofMaxSize(12);
    }

    @Property
    void whateverTheWordsAreTheOutcomeIsAnImageBehindOptionsOrNothing(@ForAll("commands") List<String> words) {
        try {
            List<String> sent = GoOrder.bearable(Profile.P0, false, order(ExecutionType.CONTAINER, words))
                    .command();
            assertThat(sent).hasSizeGreaterThanOrEqualTo(3);
            assertThat(sent.get(sent.size() - 1)).doesNotStartWith("-").isNotEmpty();
        } catch (Unbearable e) {
            assertThat(e).hasMessageMatching("(?s)\\S.*");
        }
    }
}
