// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.scoring;

import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How many processors are online, and how fast they are. */
final class Processors {
    private static final String ALL = "sys/devices/system/cpu";
    private static final Pattern PROCESSOR = Pattern.compile("cpu\\d+");
    private static final Pattern NUMBERED = Pattern.compile("^cpu\\d+ ", Pattern.MULTILINE);
    private static final Pattern ENTRY = Pattern.compile("^processor\\s*:\\s*\\d+\\s*$", Pattern.MULTILINE);
    private static final Pattern GHZ = Pattern.compile("^model name\\s*:.*?([0-9.]+)\\s*GHz", Pattern.MULTILINE);
    private static final Pattern MHZ = Pattern.compile("^cpu MHz\\s*:\\s*([0-9.]+)", Pattern.MULTILINE);
    /** The Go project's rule: whatever the unit was, below this it is MHz. */
    private static final double HIGHEST_MHZ = 10_000;

    private final SystemFiles files;

    Processors(SystemFiles files) {
        this.files = files;
    }

    /** From the kernel's list, else the lines of {@code /proc/stat}, else the entries of {@code /proc/cpuinfo}. */
    int count() throws IOException {
        int online = files.find(ALL + "/online").map(ProcessorList::size).orElse(0);
        int counted = online > 0 ? online : count(NUMBERED, "proc/stat");
        int found = counted > 0 ? counted : count(ENTRY, "proc/cpuinfo");
        if (found == 0) {
            throw new IOException(
                    "neither /sys/devices/system/cpu/online nor /proc says how many processors there are");
        }
        return found;
    }

    /**
     * In MHz: the highest of all processors by cpufreq, else the GHz in the model's name, else the highest
     * {@code cpu MHz}.
     *
     * @throws IOException when there is none of these, as on ARM machines without cpufreq
     */
    double frequency() throws IOException {
        OptionalDouble byDriver = files.names(ALL).stream()
                .filter(name -> PROCESSOR.matcher(name).matches())
                .flatMap(name -> files.find(ALL + "/" + name + "/cpufreq/cpuinfo_max_freq").stream())
                .flatMap(khz -> Numbers.positive(khz).stream())
                .mapToDouble(Processors::inMhz)
                .max();
        return byDriver.isPresent() ? byDriver.getAsDouble() : byDescription();
    }

    private double byDescription() throws IOException {
        String description = files.text("proc/cpuinfo");
        return Stream.concat(
                        numbers(GHZ, description).stream().limit(1).map(ghz -> 1_000 * ghz),
                        numbers(MHZ, description).stream().sorted((a, b) -> Double.compare(b, a)))
                .findFirst()
                .orElseThrow(() -> new IOException("neither cpufreq nor /proc/cpuinfo tells a frequency;"
                        + " cpu.frequency.mhz in the configuration can"));
    }

    /** cpuinfo_max_freq is in kHz. */
    private static double inMhz(double khz) {
        double value = khz;
        while (value >= HIGHEST_MHZ) {
            value /= 1_000;
        }
        return value;
    }

    private int count(Pattern line, String file) {
        return (int) files.find(file).stream()
                .flatMap(text -> line.matcher(text).results())
                .count();
    }

    private static List<Double> numbers(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.results()
                .flatMap(result -> Numbers.positive(result.group(1)).stream())
                .toList();
    }
}
