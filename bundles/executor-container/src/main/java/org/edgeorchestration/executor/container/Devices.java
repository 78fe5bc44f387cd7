// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import com.github.dockerjava.api.model.BlkioRateDevice;
import com.github.dockerjava.api.model.BlkioWeightDevice;
import com.github.dockerjava.api.model.Device;
import com.github.dockerjava.api.model.DeviceRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The syntax of the options that speak of devices: {@code --device}, {@code --gpus} and the limits per block device. */
final class Devices {
    private static final String DEVICE_FORM = "of the form source[:target][:rwm], such as /dev/ttyUSB0";

    private Devices() {}

    /** One {@code --device}. */
    static Device device(String word) throws BadCommand {
        String[] parts = word.split(":", -1);
        Value.require(parts.length <= 3 && !parts[0].isEmpty(), word, DEVICE_FORM);
        String target = parts[0];
        String rights = "rwm";
        if (parts.length == 2 && parts[1].matches("[rwm]{1,3}")) {
            rights = parts[1];
        } else if (parts.length >= 2) {
            target = parts[1];
            rights = parts.length == 3 ? parts[2] : rights;
        }
        Value.require(target.startsWith("/"), word, DEVICE_FORM + "; the path in the container is absolute");
        Value.require(rights.matches("[rwm]{1,3}"), word, DEVICE_FORM);
        return new Device(rights, target, parts[0]);
    }

    /** One {@code --gpus}: {@code all}, a number, or {@code device=…,capabilities=…,driver=…,count=…}. */
    static DeviceRequest gpus(String word) throws BadCommand {
        Csv csv = Csv.parse(word.matches("all|-?\\d+") ? "count=" + word : word)
                .only(List.of("count", "device", "capabilities", "driver", "options"));
        List<String> capabilities = new ArrayList<>(List.of("gpu"));
        if (csv.has("capabilities")) {
            capabilities.addAll(List.of(csv.get("", "capabilities").split(",")));
        }
        DeviceRequest request = new DeviceRequest()
                .withDriver(csv.get("", "driver"))
                .withCapabilities(List.of(List.copyOf(capabilities)))
                .withOptions(gpuOptions(csv));
        if (csv.has("device")) {
            Value.require(!csv.has("count"), word, "either a count or a list of devices");
            return request.withDeviceIds(List.of(csv.get("", "device").split(",")));
        }
        String count = csv.get("1", "count");
        return request.withCount(count.equals("all") ? -1 : Math.toIntExact(Value.whole(count, -1, 1_000)));
    }

    /** One {@code --blkio-weight-device}: {@code path:weight}. */
    static BlkioWeightDevice weight(String word) throws BadCommand {
        String[] parts = path(word);
        long weight = Value.whole(parts[1], 0, 1_000);
        Value.require(weight == 0 || weight >= 10, word, "a device with a weight of 0 or 10 to 1000");
        return new BlkioWeightDevice().withPath(parts[0]).withWeight(Math.toIntExact(weight));
    }

    /** One {@code --device-read-bps} or {@code --device-write-bps}: {@code path:size}. */
    static BlkioRateDevice bytesPerSecond(String word) throws BadCommand {
        String[] parts = path(word);
        return new BlkioRateDevice().withPath(parts[0]).withRate(Value.bytes(parts[1]));
    }

    /** One {@code --device-read-iops} or {@code --device-write-iops}: {@code path:number}. */
    static BlkioRateDevice operationsPerSecond(String word) throws BadCommand {
        String[] parts = path(word);
        return new BlkioRateDevice().withPath(parts[0]).withRate(Value.whole(parts[1], 0, Long.MAX_VALUE));
    }

    private static Map<String, String> gpuOptions(Csv csv) throws BadCommand {
        return csv.has("options")
                ? Value.PAIRS.parser().parse(List.of(csv.get("", "options").split(",")))
                : new LinkedHashMap<>();
    }

    private static String[] path(String word) throws BadCommand {
        String[] parts = word.split(":", -1);
        Value.require(parts.length == 2 && parts[0].startsWith("/dev/"), word, "of the form /dev/name:value");
        return parts;
    }
}
