// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DockerRunCommandTest {
    /** A command is written in one line here; words are separated by blanks, ~ stands for a blank in a word. */
    private static List<String> words(String line) {
        List<String> words = new ArrayList<>(List.of("docker", "run"));
        Arrays.stream(line.split(" ", -1)).map(word -> word.replace('~', ' ')).forEach(words::add);
        return words;
    }

    private static DockerRunCommand parse(String line) throws BadCommand {
        return DockerRunCommand.parse(words(line));
    }

    private static String refusal(List<String> words) {
        try {
            DockerRunCommand.parse(words);
        } catch (BadCommand e) {
            return String.valueOf(e.getMessage());
        }
        throw new AssertionError("not refused: " + words);
    }

    @Test
    void understandsTheReadmesExample() throws BadCommand {
        DockerRunCommand command = parse("-v /var/run:/var/run:rw hello-world");
        assertThat(command.image()).hasToString("hello-world");
        assertThat(command.arguments()).isEmpty();
        assertThat(command.options().words(DockerRunOption.VOLUME)).containsExactly("/var/run:/var/run:rw");
    }

    @Test
    void takesAllWordsAfterTheImageAsTheCommand() throws BadCommand {
        DockerRunCommand command = parse("-e A=b busybox sh -c echo~$A;~exit~3 -e --rm --");
        assertThat(command.arguments()).containsExactly("sh", "-c", "echo $A; exit 3", "-e", "--rm", "--");
        assertThat(command.options().words(DockerRunOption.RM)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--env=A=b x",
                "--env A=b x",
                "-e A=b x",
                "-eA=b x",
                "-e=A=b x",
                "-ite A=b x",
                "-iteA=b x",
                "-ite=A=b x",
                "-i -t -e A=b -- x",
                "--env A=b --tty=true --interactive x"
            })
    void readsOptionsInEveryForm(String line) throws BadCommand {
        DockerRunCommand command = parse(line);
        assertThat(command.image()).hasToString("x");
        assertThat(command.options().words(DockerRunOption.ENV)).containsExactly("A=b");
        assertThat(command.arguments()).isEmpty();
    }

    @Test
    void countsTheLastOfSeveralValues() throws BadCommand {
        DockerRunCommand command = parse("--rm --rm=false --stop-timeout 3 --stop-timeout=4 x");
        assertThat(command.options().set(DockerRunOption.RM)).isFalse();
        assertThat(command.stopTimeout()).contains(Duration.ofSeconds(4));
    }

    @Test
    void keepsEmptyWordsWhereTheyMeanSomething() throws BadCommand {
        DockerRunCommand command =
                DockerRunCommand.parse(List.of("docker", "run", "--entrypoint", "", "--entrypoint=", "x", "echo", ""));
        assertThat(command.options().words(DockerRunOption.ENTRYPOINT)).containsExactly("", "");
        assertThat(command.arguments()).containsExactly("echo", "");
    }

    @TestFactory
    Stream<DynamicTest> takes() {
        return Stream.of(
                        "--add-host a:1.2.3.4 --add-host=b=::1 --add-host c:host-gateway",
                        "-a stdin -a STDOUT --attach=stderr",
                        "--blkio-weight 0",
                        "--blkio-weight 1000 --blkio-weight-device /dev/sda:10",
                        "--cap-add NET_ADMIN --cap-add cap_sys_time --cap-drop all",
                        "--cgroup-parent /x --cgroupns private",
                        "--cpu-period 100000 --cpu-quota -1 --cpu-rt-period 1 --cpu-rt-runtime 1 -c 512",
                        "--cpus 1.5 --cpuset-cpus 0-1,3 --cpuset-mems 0",
                        "--cpus .5",
                        "--device /dev/null --device /dev/null:/dev/x --device /dev/null:r --device /dev/null:/dev/x:rw",
                        "--device-cgroup-rule c~42:*~rmw",
                        "--device-read-bps /dev/sda:1mb --device-write-bps /dev/sda:1 --device-read-iops /dev/sda:5",
                        "--device-write-iops /dev/sda:0",
                        "--dns 8.8.8.8 --dns ::1 --dns-opt ndots:2 --dns-option x --dns-search .",
                        "--domainname d -h host",
                        "--env-file /no/such/file --label-file /no/such/file -l a -l b=c",
                        "--expose 80 --expose 7000-7010/udp",
                        "--gpus all",
                        "--gpus 2",
                        "--gpus \"device=0,1\",capabilities=utility",
                        "--group-add wheel",
                        "--health-cmd true --health-interval 1m30s --health-retries 3 --health-start-period 0 --health-timeout 500ms",
                        "--init --ip 1.2.3.4 --ip6 fe80::1 --ipc host --isolation default",
                        "--ipc container:x --pid host --uts host --userns host --pid=",
                        "--kernel-memory 64m -m 512M --memory-reservation 1.5g --memory-swap -1 --memory-swappiness -1",
                        "--link db --link db:alias",
                        "--log-driver json-file --log-opt max-size=10m --log-opt max-file=3",
                        "--log-driver none",
                        "--mac-address 92:d0:c6:0a:29:33",
                        "--mount type=bind,source=/a,target=/b,readonly,bind-propagation=rslave",
                        "--mount type=tmpfs,dst=/t,tmpfs-size=1m,tmpfs-mode=1777",
                        "--mount src=vol,target=/v,volume-nocopy,volume-opt=a=b,volume-driver=local,volume-label=x=y",
                        "--net host --network-alias a --net-alias b",
                        "--no-healthcheck --oom-kill-disable --oom-score-adj -500 --pids-limit -1",
                        "-p 80 -p 8080:80 -p 127.0.0.1:8080:80/tcp -p [::1]::53/udp -p 8000-8009:80 -p 1-2:3-4 -P",
                        "-p published=8080,target=80,protocol=udp",
                        "--privileged --read-only --restart on-failure:3",
                        "--restart unless-stopped",
                        "--restart always",
                        "--rm --restart no",
                        "--rm=0 --restart always",
                        "--runtime runc --security-opt no-new-privileges --security-opt seccomp=unconfined --shm-size 64m",
                        "--security-opt label:disable",
                        "--stop-signal SIGINT --stop-timeout 0 --storage-opt size=1G --sysctl net.ipv4.ip_forward=1",
                        "--tmpfs /run --tmpfs /tmp:size=1m,mode=1777",
                        "--ulimit nofile=1024:2048 --ulimit core=-1",
                        "-u 1000:1000 -w /x --volume-driver local --volumes-from a --volumes-from b:ro",
                        "-v /a:/b -v vol:/c:ro,z -v /anonymous -v/d:/e",
                        "-it")
                .map(line -> DynamicTest.dynamicTest(
                        line, () -> assertThat(parse(line + " busybox")).isNotNull()));
    }

    @TestFactory
    Stream<DynamicTest> refusesBadValuesByTheOptionsName() {
        return Stream.of(
                        "--add-host a",
                        "--add-host a:1.2.3.400",
                        "-a tty",
                        "--blkio-weight 5",
                        "--blkio-weight-device sda:10",
                        "--cap-add NOTHING",
                        "--cgroupns x",
                        "-c x",
                        "--cpus -1",
                        "--cpus x",
                        "--cpus=",
                        "--cpu-quota -2",
                        "--device ~",
                        "--device a:b",
                        "--device /a:/b:x",
                        "--device-cgroup-rule x",
                        "--device-read-bps /dev/sda",
                        "--dns x",
                        "-e =b",
                        "-e=~",
                        "--env-file=",
                        "--expose 0",
                        "--expose 80:80",
                        "--expose 2-1",
                        "--gpus x=y",
                        "--health-interval -1s",
                        "--health-interval 5",
                        "--health-retries -1",
                        "-h=~",
                        "--init=maybe",
                        "--ip x",
                        "--ipc x",
                        "--isolation x",
                        "-l =x",
                        "--link a:b:c",
                        "--log-driver x",
                        "--log-opt x",
                        "--mac-address x",
                        "-m x",
                        "-m -1",
                        "-m=",
                        "-m 99999999999999999999g",
                        "--memory-swappiness 101",
                        "--mount type=bind,target=/x",
                        "--mount type=x,target=/x",
                        "--mount target=x",
                        "--mount x=y",
                        "--mount \"type=bind",
                        "--net name=x,alias=y",
                        "--net=",
                        "--oom-score-adj 1001",
                        "--pid x",
                        "--pids-limit x",
                        "-p x",
                        "-p 0",
                        "-p 1-2:3-5",
                        "-p 70000:80",
                        "-p 80/x",
                        "--restart x",
                        "--restart always:3",
                        "--restart on-failure:x",
                        "--rm=x",
                        "--security-opt x",
                        "--shm-size x",
                        "--stop-timeout -1",
                        "--stop-timeout x",
                        "--sysctl x",
                        "--tmpfs x",
                        "--ulimit x",
                        "--ulimit nofile=2:1",
                        "--ulimit nofile=-1:1",
                        "--userns x",
                        "--uts x",
                        "-v x",
                        "-v /a:b",
                        "-v /a:/",
                        "-v a/b:/c",
                        "-v ./a:/c",
                        "-v /a:/b:c",
                        "-v :/b",
                        "-v /a:/b:ro:x",
                        "-v=",
                        "--volumes-from a:b:c",
                        "-w x",
                        "--security-opt systempaths=unconfined")
                .map(line -> DynamicTest.dynamicTest(line, () -> assertThat(refusal(words(line + " busybox")))
                        .startsWith("option --")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--detach", "-d", "--detach-keys=x", "--disable-content-trust", "--sig-proxy", "--name", "--name=x",
                "--platform", "--help", "--cpu-count", "--cpu-percent", "--io-maxbandwidth", "--io-maxiops", "-dit",
                "-itd", "--cidfile", "--link-local-ip"
            })
    void refusesWhatIsDocumentedAsUnsupportedByNameAndReason(String word) {
        String name = word.startsWith("--") ? word.replaceFirst("=.*", "") : "-d";
        assertThat(refusal(words(word + " busybox"))).startsWith("option " + name + " is not supported: ");
    }

    @Test
    void refusesUnknownOptionsAndHintsAtTheNearest() {
        assertThat(refusal(words("--volum /a:/b x"))).isEqualTo("option --volum is unknown; did you mean --volume?");
        assertThat(refusal(words("--evn A=b x"))).isEqualTo("option --evn is unknown; did you mean --env?");
        assertThat(refusal(words("--frobnicate x"))).isEqualTo("option --frobnicate is unknown");
        assertThat(refusal(words("-x y"))).isEqualTo("option -x is unknown");
        assertThat(refusal(words("--=x y"))).isEqualTo("option -- is unknown");
        assertThat(refusal(words("---x y"))).startsWith("option ---x is unknown");
        assertThat(refusal(words("-it= y"))).isEqualTo("option -= is unknown");
    }

    @Test
    void refusesContradictions() {
        assertThat(refusal(words("--rm --restart always x"))).contains("--rm and --restart");
        assertThat(refusal(words("--log-driver none --log-opt a=b x"))).contains("--log-opt");
        assertThat(refusal(words("--no-healthcheck --health-retries 1 x"))).contains("--no-healthcheck");
        assertThat(refusal(words("--network a --net b x"))).contains("--network");
    }

    @Test
    void refusesMissingValuesAndAMissingImage() {
        assertThat(refusal(words("-e"))).contains("option -e needs a value");
        assertThat(refusal(words("--memory"))).contains("option --memory needs a value");
        assertThat(refusal(words("--rm -it"))).contains("names no image");
        assertThat(refusal(words("--"))).contains("names no image");
        assertThat(refusal(List.of("docker", "run"))).contains("names no image");
        assertThat(refusal(List.of("docker", "run", ""))).contains("word 3 of the command is empty");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "docker",
                "run docker x",
                "docker rm x",
                "Docker run x",
                "sh -c docker~run~x",
                "docker ~run x"
            })
    void refusesWhatIsNotDockerRun(String line) {
        assertThat(refusal(Arrays.asList(line.split(" ")))).contains("begins with the words docker and run");
    }

    @Test
    void refusesImagesThatBeginWithAHyphen() {
        assertThat(refusal(words("-- -x"))).contains("no image begins with");
        assertThat(refusal(words("-"))).contains("no image begins with");
    }

    @Test
    void refusesTheCharacterNul() {
        assertThat(refusal(List.of("docker", "run", "x", "a\0b"))).contains("NUL");
    }

    @Test
    void shortensLongWordsInItsReasons() {
        assertThat(refusal(words("-m " + "9".repeat(100_000) + " x"))).hasSizeLessThan(300);
        assertThat(refusal(words("--" + "n".repeat(100_000) + " x"))).hasSizeLessThan(300);
    }

    @Test
    void hasNoNameTwice() {
        List<String> names = Stream.of(DockerRunOption.values())
                .flatMap(option -> option.names().stream())
                .toList();
        assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("--[a-z0-9-]{2,}|-[a-zA-Z]"));
    }

    @Test
    void neverThrowsAnythingButARefusal() {
        assertThatExceptionOfType(BadCommand.class).isThrownBy(() -> DockerRunCommand.parse(List.of()));
    }
}
