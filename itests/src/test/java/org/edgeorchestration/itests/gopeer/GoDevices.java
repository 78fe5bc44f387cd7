// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.itests.gopeer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A Go node's tables of devices (specification, section 3.4, step 7), itself included. */
final class GoDevices {

    private static final int FAILURES_UNTIL_FORGOTTEN = -12;

    /**
     * One device.
     *
     * @param addresses what its last packet said, which may be none
     * @param roundTrip seconds; 0 before the first answer; below 0 the failures since the last one
     * @param forgotten whether its network row is gone
     */
    record Device(
            String id,
            String platform,
            String executionType,
            List<String> services,
            List<String> addresses,
            double roundTrip,
            boolean forgotten) {

        Device reached(double seconds) {
            return new Device(id, platform, executionType, services, addresses, seconds, forgotten);
        }

        Device lost() {
            return new Device(id, platform, executionType, services, List.of(), 0, true);
        }
    }

    private final GoProfile profile;
    private final Story story;
    private final Map<String, Device> devices = new ConcurrentHashMap<>();

    GoDevices(GoProfile profile, Story story) {
        this.profile = profile;
        this.story = story;
    }

    /** What a packet says of a device becomes what is known of it. */
    void heard(GoParser.Seen seen) {
        if (seen.ttl() == 0) {
            devices.remove(seen.deviceId());
            story.tell("bye", "id", seen.deviceId());
            return;
        }
        if (profile.looksForStorage() && seen.txt().stream().anyMatch(text -> text.contains("DataStorage"))) {
            story.tell("defect", "cause", "it sets up a storage at " + seen.deviceId());
        }
        Optional<Device> before = Optional.ofNullable(devices.get(seen.deviceId()));
        Device now = described(seen, before);
        devices.put(seen.deviceId(), now);
        if (before.filter(now::equals).isEmpty()) {
            story.tell(
                    "device",
                    "id",
                    now.id,
                    "platform",
                    now.platform,
                    "type",
                    now.executionType,
                    "services",
                    now.services,
                    "addresses",
                    now.addresses);
        }
    }

    private Device described(GoParser.Seen seen, Optional<Device> before) {
        boolean replaces = profile.replacesAddresses(!seen.addresses().isEmpty());
        List<String> addresses =
                replaces ? seen.addresses() : before.map(Device::addresses).orElse(List.of());
        double roundTrip = before.filter(known -> known.addresses.equals(addresses) && profile != GoProfile.P0)
                .map(Device::roundTrip)
                .orElse(0.0);
        String platform = "";
        String type = "";
        List<String> services = seen.txt();
        if (profile.keyedTxt()) {
            platform = valueOf("Platform=", services);
            type = valueOf("ExecType=", services);
            services = services.stream()
                    .filter(text -> !text.contains("Platform=") && !text.contains("ExecType="))
                    .toList();
        } else if (services.size() >= 2) {
            platform = services.get(0);
            type = services.get(1);
            services = services.subList(2, services.size());
        }
        return new Device(seen.deviceId(), platform, type, services, addresses, roundTrip, false);
    }

    private static String valueOf(String key, List<String> strings) {
        return strings.stream()
                .filter(text -> text.contains(key))
                .map(text -> text.substring(text.indexOf('=') + 1))
                .reduce("", (first, last) -> last);
    }

    List<Device> known() {
        return devices.values().stream().filter(device -> !device.forgotten).toList();
    }

    Optional<Device> known(String id) {
        return Optional.ofNullable(devices.get(id)).filter(device -> !device.forgotten);
    }

    void reached(String id, double seconds) {
        devices.computeIfPresent(id, (same, device) -> device.reached(seconds));
    }

    /** The seed era keeps its last good round trip for ever; later versions count, and forget at the twelfth (section 4.3). */
    void missed(String id) {
        if (profile == GoProfile.P0) {
            return;
        }
        devices.computeIfPresent(id, (same, device) -> {
            if (device.roundTrip <= FAILURES_UNTIL_FORGOTTEN) {
                story.tell("forgotten", "id", id);
                return device.lost();
            }
            return device.reached(device.roundTrip < 0 ? device.roundTrip - 1 : -1);
        });
    }
}
