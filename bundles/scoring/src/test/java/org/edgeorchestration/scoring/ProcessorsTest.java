// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessorsTest {
    private final MachineTree tree;
    private final Processors processors;

    ProcessorsTest(@TempDir Path folder) {
        tree = new MachineTree(folder);
        processors = new Processors(tree.files());
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/go-frequency-vectors.csv", numLinesToSkip = 1)
    void readsCpufreqAsTheGoProjectDoes(String khz, double mhz) throws IOException {
        tree.write("sys/devices/system/cpu/cpu0/cpufreq/cpuinfo_max_freq", khz + "\n");
        assertThat(processors.frequency()).isEqualTo(mhz);
    }

    @ParameterizedTest
    @CsvSource({
        "Intel(R) Core(TM) i5-4200M CPU @ 2.50GHz, 2500",
        "Intel(R) Xeon(R) CPU @ 3 GHz, 3000",
        "AMD EPYC, 799.5",
        "GHz without a number, 799.5"
    })
    void prefersTheGhzInTheModelsNameToTheFrequencyOfTheMoment(String model, double mhz) throws IOException {
        tree.write("proc/cpuinfo", "processor\t: 0\nmodel name\t: " + model + "\ncpu MHz\t\t: 799.500\n");
        assertThat(processors.frequency()).isEqualTo(mhz);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"0;1", "0-3;4", "0,2-3,8;4", "0-127;128"})
    void countsTheProcessorsThatAreOnline(String online, int count) throws IOException {
        tree.write("sys/devices/system/cpu/online", online + "\n");
        assertThat(processors.count()).isEqualTo(count);
    }

    @Test
    void countsEntriesOfCpuinfoButNotWhatOnlyLooksLikeOne() throws IOException {
        tree.write(
                "proc/cpuinfo",
                "Processor\t: ARMv7 Processor rev 4\nprocessor\t: 0\n\nprocessor\t: 1\nprocessor\t: ARMv7\n");
        assertThat(processors.count()).isEqualTo(2);
    }
}
