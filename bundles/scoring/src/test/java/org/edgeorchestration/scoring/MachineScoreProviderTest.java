// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.edgeorchestration.api.node.ManualTime;
import org.edgeorchestration.api.node.RealThreads;
import org.edgeorchestration.api.scoring.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineScoreProviderTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final ManualTime time = new ManualTime();

    private static MachineScoreProvider.Config config(Map<String, Object> values) {
        return (MachineScoreProvider.Config) Proxy.newProxyInstance(
                MachineScoreProvider.Config.class.getClassLoader(),
                new Class<?>[] {MachineScoreProvider.Config.class},
                (proxy, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue()));
    }

    private static void await(BooleanSupplier condition) {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(LIMIT);
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    @Test
    void measuresThisVeryMachine() {
        try (RealThreads threads = new RealThreads()) {
            MachineScoreProvider provider = new MachineScoreProvider(config(Map.of()), threads, time, System::nanoTime);
            await(() -> provider.sample().isPresent());
            Sample sample = provider.sample().orElseThrow();
            assertThat(sample.taken()).isEqualTo(time.instant());
            assertThat(provider.fitness(sample.resources(), Duration.ZERO).value())
                    .isPositive();
            assertThat(provider.goScore(sample.resources(), Duration.ofMillis(1))
                            .value())
                    .isPositive();
            provider.close();
        }
    }

    @Test
    void goesOnMeasuringWhateverTheFilesBecome(@TempDir Path folder) throws IOException {
        MachineTree tree = MachineTree.copy("laptop", folder).ticks(0, 0);
        Map<String, Object> often = Map.of("sample_interval_ms", 100L);
        try (RealThreads threads = new RealThreads()) {
            MachineScoreProvider provider =
                    new MachineScoreProvider(config(often), tree.root(), threads, time, System::nanoTime);
            await(() -> provider.sample().isPresent());
            tree.write("proc/stat", "garbage").write("proc/meminfo", "garbage");
            time.advance(Duration.ofSeconds(1));
            await(() -> provider.sample().orElseThrow().taken().equals(time.instant()));
            tree.ticks(0, 0).write("proc/meminfo", "MemTotal: 2048 kB\nMemAvailable: 1024 kB\n");
            await(() -> provider.sample().orElseThrow().resources().memoryTotal() == 2 << 20);
            provider.close();
        }
    }

    @Test
    void namesTheKeyThatIsWrong() {
        try (RealThreads threads = new RealThreads()) {
            assertThatThrownBy(() ->
                            new MachineScoreProvider(config(Map.of("sample_interval_ms", 99L)), threads, time, time))
                    .hasMessage("sample.interval.ms must be 100 to 60000, but was 99");
            assertThatThrownBy(() -> new MachineScoreProvider(
                            config(Map.of("cpu_frequency_mhz", Double.NaN)), threads, time, time))
                    .hasMessage("cpu.frequency.mhz must be 0 or a frequency in MHz, but was NaN");
        }
    }
}
