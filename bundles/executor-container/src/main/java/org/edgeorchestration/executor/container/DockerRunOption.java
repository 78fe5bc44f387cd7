// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import static org.edgeorchestration.executor.container.Value.BYTES;
import static org.edgeorchestration.executor.container.Value.BYTES_OR_UNLIMITED;
import static org.edgeorchestration.executor.container.Value.CPUS;
import static org.edgeorchestration.executor.container.Value.FLAG;
import static org.edgeorchestration.executor.container.Value.LABELS;
import static org.edgeorchestration.executor.container.Value.NAME;
import static org.edgeorchestration.executor.container.Value.NANOSECONDS;
import static org.edgeorchestration.executor.container.Value.PAIRS;
import static org.edgeorchestration.executor.container.Value.TEXT;
import static org.edgeorchestration.executor.container.Value.each;
import static org.edgeorchestration.executor.container.Value.last;
import static org.edgeorchestration.executor.container.Value.number;
import static org.edgeorchestration.executor.container.Value.whole;

import com.github.dockerjava.api.model.VolumesFrom;
import java.util.List;
import java.util.function.Consumer;

/**
 * The options of {@code docker run}: one line each, with its names, the kind of its value, and what it does to the
 * container. To support another option, add a line.
 */
@SuppressWarnings("ImmutableEnumChecker") // its lists are copies and its functions pure
enum DockerRunOption {
    ADD_HOST("--add-host", each(Words::host), ContainerDraft::extraHosts),
    ATTACH("--attach -a", each(Words::stream), ContainerDraft::streams),
    BLKIO_WEIGHT("--blkio-weight", last(Words::blkioWeight), (c, v) -> c.host().withBlkioWeight(v)),
    BLKIO_WEIGHT_DEVICE(
            "--blkio-weight-device", each(Devices::weight), (c, v) -> c.host().withBlkioWeightDevice(v)),
    CAP_ADD("--cap-add", each(Words::capability), ContainerDraft::capAdd),
    CAP_DROP("--cap-drop", each(Words::capability), ContainerDraft::capDrop),
    CGROUP_PARENT("--cgroup-parent", TEXT, (c, v) -> c.host().withCgroupParent(v)),
    CGROUPNS("--cgroupns", last(Words.oneOf("host", "private")), (c, v) -> c.host()
            .withCgroupnsMode(v)),
    CPU_PERIOD("--cpu-period", whole(0, 1_000_000), (c, v) -> c.host().withCpuPeriod(v)),
    CPU_QUOTA("--cpu-quota", whole(-1, Long.MAX_VALUE), (c, v) -> c.host().withCpuQuota(v)),
    CPU_RT_PERIOD(
            "--cpu-rt-period", whole(0, Long.MAX_VALUE), (c, v) -> c.host().withCpuRealtimePeriod(v)),
    CPU_RT_RUNTIME(
            "--cpu-rt-runtime", whole(0, Long.MAX_VALUE), (c, v) -> c.host().withCpuRealtimeRuntime(v)),
    CPU_SHARES("--cpu-shares -c", number(0, 262_144), (c, v) -> c.host().withCpuShares(v)),
    CPUS_LIMIT("--cpus", CPUS, (c, v) -> c.host().withNanoCPUs(v)),
    CPUSET_CPUS("--cpuset-cpus", TEXT, (c, v) -> c.host().withCpusetCpus(v)),
    CPUSET_MEMS("--cpuset-mems", TEXT, (c, v) -> c.host().withCpusetMems(v)),
    DEVICE("--device", each(Devices::device), (c, v) -> c.host().withDevices(v)),
    DEVICE_CGROUP_RULE(
            "--device-cgroup-rule", each(Words::cgroupRule), (c, v) -> c.host().withDeviceCgroupRules(v)),
    DEVICE_READ_BPS("--device-read-bps", each(Devices::bytesPerSecond), (c, v) -> c.host()
            .withBlkioDeviceReadBps(v)),
    DEVICE_READ_IOPS("--device-read-iops", each(Devices::operationsPerSecond), (c, v) -> c.host()
            .withBlkioDeviceReadIOps(v)),
    DEVICE_WRITE_BPS("--device-write-bps", each(Devices::bytesPerSecond), (c, v) -> c.host()
            .withBlkioDeviceWriteBps(v)),
    DEVICE_WRITE_IOPS("--device-write-iops", each(Devices::operationsPerSecond), (c, v) -> c.host()
            .withBlkioDeviceWriteIOps(v)),
    DNS("--dns", each(Words::address), (c, v) -> c.host().withDns(v)),
    DNS_OPTION("--dns-option --dns-opt", each(Value::name), (c, v) -> c.host().withDnsOptions(v)),
    DNS_SEARCH("--dns-search", each(Value::name), (c, v) -> c.host().withDnsSearch(v)),
    DOMAINNAME("--domainname", TEXT, (c, v) -> c.create().withDomainName(v)),
    ENTRYPOINT("--entrypoint", TEXT, (c, v) -> c.create().withEntrypoint(v)),
    ENV("--env -e", each(Words::variable), ContainerDraft::environment),
    ENV_FILE("--env-file", each(Value::name), ContainerDraft::environmentFiles),
    EXPOSE("--expose", each(Ports::expose), ContainerDraft::expose),
    GPUS("--gpus", last(Devices::gpus), (c, v) -> c.host().withDeviceRequests(List.of(v))),
    GROUP_ADD("--group-add", each(Value::name), (c, v) -> c.host().withGroupAdd(v)),
    HEALTH_CMD("--health-cmd", NAME, (c, v) -> c.health().withTest(List.of("CMD-SHELL", v))),
    HEALTH_INTERVAL("--health-interval", NANOSECONDS, (c, v) -> c.health().withInterval(v)),
    HEALTH_RETRIES("--health-retries", number(0, Integer.MAX_VALUE), (c, v) -> c.health()
            .withRetries(v)),
    HEALTH_START_PERIOD(
            "--health-start-period", NANOSECONDS, (c, v) -> c.health().withStartPeriod(v)),
    HEALTH_TIMEOUT("--health-timeout", NANOSECONDS, (c, v) -> c.health().withTimeout(v)),
    HOSTNAME("--hostname -h", NAME, (c, v) -> c.create().withHostName(v)),
    INIT("--init", FLAG, (c, v) -> c.host().withInit(v)),
    INTERACTIVE("--interactive -i", FLAG, (c, v) -> c.create().withStdinOpen(v)),
    IP("--ip", last(Words::ipv4), (c, v) -> c.create().withIpv4Address(v)),
    IP6("--ip6", last(Words::ipv6), (c, v) -> c.create().withIpv6Address(v)),
    IPC("--ipc", last(Words.mode("none", "private", "shareable", "host")), (c, v) -> c.host()
            .withIpcMode(v)),
    ISOLATION("--isolation", last(Words::isolation), (c, v) -> c.host().withIsolation(v)),
    KERNEL_MEMORY("--kernel-memory", BYTES, (c, v) -> c.host().withKernelMemory(v)),
    LABEL("--label -l", LABELS, ContainerDraft::labels),
    LABEL_FILE("--label-file", each(Value::name), ContainerDraft::labelFiles),
    LINK("--link", each(Words::link), (c, v) -> c.host().withLinks(v)),
    LOG_DRIVER("--log-driver", last(Words::logDriver), ContainerDraft::logDriver),
    LOG_OPT("--log-opt", PAIRS, ContainerDraft::logOptions),
    MAC_ADDRESS("--mac-address", last(Words::macAddress), (c, v) -> c.create().withMacAddress(v)),
    MEMORY("--memory -m", BYTES, (c, v) -> c.host().withMemory(v)),
    MEMORY_RESERVATION("--memory-reservation", BYTES, (c, v) -> c.host().withMemoryReservation(v)),
    MEMORY_SWAP("--memory-swap", BYTES_OR_UNLIMITED, (c, v) -> c.host().withMemorySwap(v)),
    MEMORY_SWAPPINESS("--memory-swappiness", whole(-1, 100), (c, v) -> c.host().withMemorySwappiness(v)),
    MOUNT("--mount", each(Storage::mount), (c, v) -> c.host().withMounts(v)),
    NETWORK("--network --net", last(Words::network), (c, v) -> c.host().withNetworkMode(v)),
    NETWORK_ALIAS("--network-alias --net-alias", each(Value::name), (c, v) -> c.create()
            .withAliases(v)),
    NO_HEALTHCHECK("--no-healthcheck", FLAG, ContainerDraft::noHealthcheck),
    OOM_KILL_DISABLE("--oom-kill-disable", FLAG, (c, v) -> c.host().withOomKillDisable(v)),
    OOM_SCORE_ADJ("--oom-score-adj", number(-1000, 1000), (c, v) -> c.host().withOomScoreAdj(v)),
    PID("--pid", last(Words.mode("host")), (c, v) -> c.host().withPidMode(v)),
    PIDS_LIMIT("--pids-limit", whole(-1, Integer.MAX_VALUE), (c, v) -> c.host().withPidsLimit(v)),
    PRIVILEGED("--privileged", FLAG, (c, v) -> c.host().withPrivileged(v)),
    PUBLISH("--publish -p", each(Ports::publish), ContainerDraft::publish),
    PUBLISH_ALL("--publish-all -P", FLAG, (c, v) -> c.host().withPublishAllPorts(v)),
    READ_ONLY("--read-only", FLAG, (c, v) -> c.host().withReadonlyRootfs(v)),
    RESTART("--restart", last(Words::restart), (c, v) -> c.host().withRestartPolicy(v)),
    // nothing to apply: every container is removed at its end, but never before its exit code and output are known
    RM("--rm", FLAG, (c, v) -> {}),
    RUNTIME("--runtime", NAME, (c, v) -> c.host().withRuntime(v)),
    SECURITY_OPT("--security-opt", each(Words::securityOption), ContainerDraft::securityOptions),
    SHM_SIZE("--shm-size", BYTES, (c, v) -> c.host().withShmSize(v)),
    STOP_SIGNAL("--stop-signal", NAME, (c, v) -> c.create().withStopSignal(v)),
    STOP_TIMEOUT("--stop-timeout", number(0, 86_400), (c, v) -> c.create().withStopTimeout(v)),
    STORAGE_OPT("--storage-opt", PAIRS, (c, v) -> c.host().withStorageOpt(v)),
    SYSCTL("--sysctl", PAIRS, (c, v) -> c.host().withSysctls(v)),
    TMPFS("--tmpfs", new Value<>(false, Storage::tmpfs), (c, v) -> c.host().withTmpFs(v)),
    TTY("--tty -t", FLAG, (c, v) -> c.create().withTty(v)),
    ULIMIT("--ulimit", each(Words::ulimit), (c, v) -> c.host().withUlimits(v)),
    USER("--user -u", TEXT, (c, v) -> c.create().withUser(v)),
    USERNS("--userns", last(Words.mode("host")), (c, v) -> c.host().withUsernsMode(v)),
    UTS("--uts", last(Words.mode("host")), (c, v) -> c.host().withUtSMode(v)),
    VOLUME("--volume -v", each(Storage::volume), ContainerDraft::volumes),
    VOLUME_DRIVER("--volume-driver", NAME, (c, v) -> c.host().withVolumeDriver(v)),
    VOLUMES_FROM("--volumes-from", each(Words::volumesFrom), (c, v) -> c.host()
            .withVolumesFrom(v.toArray(VolumesFrom[]::new))),
    WORKDIR("--workdir -w", last(Words::absolutePath), (c, v) -> c.create().withWorkingDir(v));

    /** What an option does to the container that is to be created. */
    @FunctionalInterface
    interface Effect<T> {
        void apply(ContainerDraft draft, T value);
    }

    private final List<String> names;
    private final Meaning<?> meaning;

    <T> DockerRunOption(String names, Value<T> value, Effect<T> effect) {
        this.names = List.of(names.split(" "));
        this.meaning = new Meaning<>(value, effect);
    }

    /** Its names with their hyphens, the usual one first. */
    List<String> names() {
        return names;
    }

    /** Whether it stands alone and takes a value only after {@code =}. */
    boolean flag() {
        return meaning.value.flag();
    }

    /** Understands the values given to this option and tells what they will do. */
    Consumer<ContainerDraft> effect(List<String> words) throws BadCommand {
        try {
            return meaning.effect(words);
        } catch (BadCommand e) {
            throw new BadCommand("option " + names.get(0) + ": " + e.getMessage());
        }
    }

    private record Meaning<T>(Value<T> value, Effect<T> effect) {
        private Consumer<ContainerDraft> effect(List<String> words) throws BadCommand {
            T parsed = value.parser().parse(words);
            return draft -> effect.apply(draft, parsed);
        }
    }
}
