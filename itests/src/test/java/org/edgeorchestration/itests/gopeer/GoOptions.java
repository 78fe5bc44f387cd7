// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.itests.gopeer;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What the command line says.
 *
 * @param certificates where ca-crt.pem, hen-crt.pem and hen-key.pem are; with it the peer is in secure mode
 * @param tokenKey the passphrase of tokens, in secure mode
 * @param whitelist digests of the images that it runs, in secure mode
 * @param resources what it says to have measured; without it its score is 0
 * @param caller an address beside its own from which applications may call
 */
record GoOptions(
        GoProfile profile,
        String uuid,
        Inet4Address address,
        Path keyFile,
        Optional<Path> certificates,
        Optional<Path> tokenKey,
        Set<String> whitelist,
        Optional<GoResources> resources,
        Optional<String> caller) {

    static GoOptions of(String[] words) throws UnknownHostException {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i + 1 < words.length; i += 2) {
            given.put(words[i], words[i + 1]);
        }
        return new GoOptions(
                GoProfile.valueOf(required(given, "--profile")),
                UUID.randomUUID().toString(),
                (Inet4Address) InetAddress.getByName(required(given, "--address")),
                Path.of(required(given, "--key")),
                Optional.ofNullable(given.get("--certificates")).map(Path::of),
                Optional.ofNullable(given.get("--token-key")).map(Path::of),
                Optional.ofNullable(given.get("--whitelist")).map(Set::of).orElse(Set.of()),
                Optional.of(given.getOrDefault("--resources", "10 4 3800 1000"))
                        .filter(text -> !text.equals("none"))
                        .map(GoResources::of),
                Optional.ofNullable(given.get("--caller")));
    }

    private static String required(Map<String, String> given, String key) {
        String value = given.get(key);
        if (value == null) {
            throw new IllegalArgumentException(key + " is missing");
        }
        return value;
    }

    boolean secure() {
        return certificates.isPresent();
    }

    String deviceId() {
        return "edge-orchestration-" + uuid;
    }
}
