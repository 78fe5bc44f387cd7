// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalDouble;
import org.edgeorchestration.api.node.ManualTime;
import org.edgeorchestration.api.scoring.Resources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineTest {
    private static final long KIB = 1L << 10;
    private static final long MIB = 1L << 20;

    private final Path folder;
    private final ManualTime time = new ManualTime();

    MachineTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private Machine machine(MachineTree tree) {
        return new Machine(tree.files(), ControlGroup.of(tree.files()), OptionalDouble.empty(), time);
    }

    private Resources measured(String name) throws IOException {
        return machine(MachineTree.copy(name, folder)).measure();
    }

    @Test
    void measuresAVirtualMachineWithoutCpufreqAndWithoutGhzInTheModelsName() throws IOException {
        Resources resources = measured("virtual-machine");
        assertThat(resources)
                .isEqualTo(new Resources(Machine.ASSUMED_PERCENT, 2, 2601.5, 500, 4028364 * KIB, 2911500 * KIB));
    }

    @Test
    void measuresARaspberryPi4() throws IOException {
        assertThat(measured("raspberry-pi-4"))
                .isEqualTo(new Resources(Machine.ASSUMED_PERCENT, 4, 1500, 1000, 3884380 * KIB, 3421544 * KIB));
    }

    @Test
    void measuresAnOldBoardWithoutAvailableMemoryOrAnyFrequency() throws IOException {
        assertThat(measured("old-arm-board"))
                .isEqualTo(new Resources(
                        Machine.ASSUMED_PERCENT, 1, Machine.ASSUMED_MHZ, 750, 448736 * KIB, 300000 * KIB));
    }

    @Test
    void measuresALaptopByItsFastestProcessorAndItsRealCards() throws IOException {
        assertThat(measured("laptop"))
                .isEqualTo(new Resources(Machine.ASSUMED_PERCENT, 8, 4000, 750, 16303428 * KIB, 9303428 * KIB));
    }

    @Test
    void measuresAContainerByItsLimitsOfVersion2() throws IOException {
        assertThat(measured("container-v2"))
                .isEqualTo(new Resources(Machine.ASSUMED_PERCENT, 2, 2200, 0, 512 * MIB, 362 * MIB));
    }

    @Test
    void measuresAContainerByItsLimitsOfVersion1() throws IOException {
        assertThat(measured("container-v1"))
                .isEqualTo(new Resources(Machine.ASSUMED_PERCENT, 2, 2300, 0, 1024 * MIB, 424 * MIB));
    }

    @Test
    void measuresTheWholeMachineWhenLimitsDoNotCount() throws IOException {
        SystemFiles files = MachineTree.copy("container-v2", folder).files();
        Resources resources = new Machine(files, new Unlimited(), OptionalDouble.of(2800), time).measure();
        assertThat(resources)
                .isEqualTo(new Resources(Machine.ASSUMED_PERCENT, 16, 2800, 0, 65968364 * KIB, 60000000 * KIB));
    }

    @Test
    void assumesWhatGarbageAndMissingFilesDoNotTell() throws IOException {
        for (MachineTree tree : new MachineTree[] {
            MachineTree.copy("garbage", folder.resolve("garbage")), new MachineTree(folder.resolve("nothing"))
        }) {
            Machine machine = machine(tree);
            machine.measure();
            assertThat(machine.measure())
                    .isEqualTo(new Resources(
                            Machine.ASSUMED_PERCENT,
                            Runtime.getRuntime().availableProcessors(),
                            Machine.ASSUMED_MHZ,
                            0,
                            Machine.ASSUMED_MEMORY,
                            Machine.ASSUMED_MEMORY / 2));
        }
    }

    @Test
    void keepsTheLastGoodValueWhileAProbeFails() throws IOException {
        MachineTree tree = MachineTree.copy("virtual-machine", folder).ticks(0, 0);
        Machine machine = machine(tree);
        machine.measure();
        tree.ticks(30, 70);
        machine.measure();
        tree.write("proc/stat", "no line of processors").delete("proc/meminfo");
        Resources resources = machine.measure();
        assertThat(resources.cpuUsage()).isEqualTo(30);
        assertThat(resources.memoryAvailable()).isEqualTo(2911500 * KIB);
    }

    @Test
    void measuresTheLoadBetweenTwoReadings() throws IOException {
        MachineTree tree = MachineTree.copy("virtual-machine", folder)
                .write("proc/stat", "cpu  1000 100 200 5000 300 10 20 30 400 50\n");
        Machine machine = machine(tree);
        machine.measure();
        tree.write("proc/stat", "cpu  1010 101 202 5060 320 13 22 32 999 99\n");
        assertThat(machine.measure().cpuUsage()).isCloseTo(100.0 * 20 / 100, within(1e-9));
    }

    @Test
    void takesCountersThatRunBackwardsForNoLoad() throws IOException {
        MachineTree tree = MachineTree.copy("virtual-machine", folder).ticks(100, 100);
        Machine machine = machine(tree);
        machine.measure();
        tree.ticks(90, 300);
        assertThat(machine.measure().cpuUsage()).isZero();
    }

    @Test
    void ignoresABurstOfOneSecondAndFollowsABusyMachineWithinTwo() throws IOException {
        MachineTree tree = MachineTree.copy("virtual-machine", folder).ticks(0, 0);
        Machine machine = machine(tree);
        long busy = 0;
        long idle = 0;
        double[] usages = new double[12];
        int[] load = {0, 0, 0, 0, 100, 0, 0, 100, 100, 100, 0, 0};
        for (int second = 0; second < load.length; second++) {
            busy += load[second];
            idle += 100 - load[second];
            tree.ticks(busy, idle);
            usages[second] = machine.measure().cpuUsage();
        }
        assertThat(usages).startsWith(Machine.ASSUMED_PERCENT);
        assertThat(Arrays.copyOfRange(usages, 1, 12)).containsExactly(0, 0, 0, 0, 0, 0, 0, 100, 100, 100, 0);
    }

    @Test
    void countsTheShareOfTheQuotaWhereItIsTheGreaterOne() throws IOException {
        MachineTree tree = MachineTree.copy("container-v2", folder).ticks(0, 0);
        Machine machine = machine(tree);
        machine.measure();
        tree.ticks(10, 90).write("sys/fs/cgroup/cpu.stat", "usage_usec 3000000\n");
        time.advance(Duration.ofSeconds(1));
        assertThat(machine.measure().cpuUsage()).isCloseTo(100 * 2 / 2.5, within(1e-9));
    }

    @Test
    void countsTheStrictestLimitOnTheWayUp() throws IOException {
        MachineTree tree = MachineTree.copy("virtual-machine", folder)
                .write("sys/fs/cgroup/system.slice/memory.max", "1073741824\n")
                .write("sys/fs/cgroup/system.slice/memory.current", "1073000000\n")
                .write("sys/fs/cgroup/system.slice/edge.service/cpu.max", "50000 100000\n");
        Resources resources = machine(tree).measure();
        assertThat(resources.cpuCount()).isEqualTo(1);
        assertThat(resources.memoryTotal()).isEqualTo(1_073_741_824);
        assertThat(resources.memoryAvailable()).isEqualTo(741_824);
    }
}
