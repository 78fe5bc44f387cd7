// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.scoring;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.edgeorchestration.api.node.Threads;
import org.edgeorchestration.api.node.Ticker;
import org.edgeorchestration.api.scoring.Resources;
import org.edgeorchestration.api.scoring.Sample;
import org.edgeorchestration.api.scoring.Score;
import org.edgeorchestration.api.scoring.ScoreProvider;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures this machine in the background, so that who asks never waits for it. */
// Immediate: the first measurement is there before anybody asks, and none is lost when nobody does.
@Component(configurationPid = "org.edgeorchestration.scoring", immediate = true)
@Designate(ocd = MachineScoreProvider.Config.class)
public final class MachineScoreProvider implements ScoreProvider {
    private static final Logger LOG = LoggerFactory.getLogger(MachineScoreProvider.class);
    /** How long the first load is measured: no sample is there before, and every placement waits for one. */
    private static final long FIRST_LOAD_MS = 200;

    @ObjectClassDefinition(name = "Scoring")
    @interface Config {
        @AttributeDefinition(description = "Milliseconds between two measurements, 100 to 60000")
        long sample_interval_ms() default 1_000;

        @AttributeDefinition(description = "Whether the limits of this node's own container or service unit count")
        boolean cgroup_limits() default true;

        @AttributeDefinition(description = "Frequency of the processors in MHz where it cannot be measured; 0 measures")
        double cpu_frequency_mhz() default 0;
    }

    private final GoScore goScore = new GoScore();
    private final OwnScore ownScore = new OwnScore();
    private final AtomicReference<@Nullable Sample> last = new AtomicReference<>();
    private final Machine machine;
    private final InstantSource time;
    private final ScheduledExecutorService scheduler;
    private final ScheduledFuture<?> measuring;

    @Activate
    public MachineScoreProvider(
            Config config, @Reference Threads threads, @Reference InstantSource time, @Reference Ticker ticker) {
        this(config, Path.of("/"), threads, time, ticker);
    }

    /** @param root the file system to measure */
    MachineScoreProvider(Config config, Path root, Threads threads, InstantSource time, Ticker ticker) {
        long interval = interval(config);
        OptionalDouble frequency = frequency(config);
        SystemFiles files = new SystemFiles(root);
        ControlGroup group = config.cgroup_limits() ? ControlGroup.of(files) : new Unlimited();
        this.machine = new Machine(files, group, frequency, ticker);
        this.time = time;
        this.scheduler = threads.scheduler("scoring");
        scheduler.execute(this::measure);
        this.measuring =
                scheduler.scheduleWithFixedDelay(this::publish, FIRST_LOAD_MS, interval, TimeUnit.MILLISECONDS);
    }

    private static long interval(Config config) {
        long interval = config.sample_interval_ms();
        if (interval < 100 || interval > 60_000) {
            throw new IllegalArgumentException("sample.interval.ms must be 100 to 60000, but was " + interval);
        }
        return interval;
    }

    private static OptionalDouble frequency(Config config) {
        double mhz = config.cpu_frequency_mhz();
        if (!(mhz >= 0) || Double.isInfinite(mhz)) {
            throw new IllegalArgumentException("cpu.frequency.mhz must be 0 or a frequency in MHz, but was " + mhz);
        }
        return mhz == 0 ? OptionalDouble.empty() : OptionalDouble.of(mhz);
    }

    @Override
    public Optional<Sample> sample() {
        return Optional.ofNullable(last.get());
    }

    @Override
    public Score fitness(Resources resources, Duration roundTrip) {
        return ownScore.of(resources, roundTrip);
    }

    @Override
    public Score goScore(Resources resources, Duration roundTrip) {
        return goScore.of(resources, roundTrip);
    }

    private void publish() {
        measure().ifPresent(resources -> last.set(new Sample(resources, time.instant())));
    }

    /** Probes keep their failures to themselves; what gets through all the same must not end the schedule. */
    private Optional<Resources> measure() {
        try {
            return Optional.of(machine.measure());
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.error("the machine cannot be measured; the last measurement stays", e);
            return Optional.empty();
        }
    }

    @Deactivate
    void close() {
        measuring.cancel(false);
        scheduler.shutdownNow();
    }
}
