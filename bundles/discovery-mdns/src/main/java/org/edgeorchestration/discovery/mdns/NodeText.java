// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.edgeorchestration.api.discovery.Sighting.Dialect;
import org.edgeorchestration.api.node.ExecutionType;

/**
 * What a node's TXT record says (specification, section 3.2).
 *
 * @param platform what it runs on; empty text where it does not say
 * @param type how it runs services, the one type that the dialect has room for; empty where it does not say
 * @param services the names of its services
 * @param dialect the form in which it said so
 */
record NodeText(String platform, Optional<ExecutionType> type, Set<String> services, Dialect dialect) {
    /** The most services kept of one node, and announced of this one. */
    static final int MOST_SERVICES = 64;
    /** The most characters of all their names together. */
    private static final int MOST_CHARACTERS = 1_024;

    /** Bytes of all strings without their lengths that nodes of the Go project allow in the record. */
    private static final int GO_LIMIT = 400;

    private static final String PLATFORM = "Platform=";
    private static final String TYPE = "ExecType=";

    /** Nodes of v1.1 and later take the announcer of such a service for their storage, and set themselves up for it (section 8.2). */
    private static final String STORAGE = "DataStorage";

    /** What survives the way through the Go nodes' DNS library, whose strings are escaped beyond this. */
    private static final Pattern PRINTABLE = Pattern.compile("[ -~&&[^\"\\\\]]{1,255}");

    private static final Pattern WORD = Pattern.compile("[!-~&&[^\"\\\\]]{1,64}");

    NodeText {
        services = Set.copyOf(services);
    }

    /** What those strings say; whatever they are, it is bounded and printable. */
    static NodeText of(List<String> strings) {
        Optional<String> platform = value(strings, PLATFORM);
        Optional<String> type = value(strings, TYPE);
        if (type.isEmpty() && platform.isEmpty()) {
            return positional(strings);
        }
        List<String> others = strings.stream()
                .filter(string -> !string.contains(PLATFORM) && !string.contains(TYPE))
                .toList();
        boolean dual = others.size() >= 2
                && platform.filter(others.get(0)::equals).isPresent()
                && type.filter(others.get(1)::equals).isPresent();
        return new NodeText(
                platform.filter(NodeText::word).orElse(""),
                type.flatMap(NodeText::type),
                services(dual ? others.subList(2, others.size()) : others),
                dual ? Dialect.DUAL : Dialect.KEYED);
    }

    private static NodeText positional(List<String> strings) {
        if (strings.size() < 2) {
            return new NodeText("", Optional.empty(), services(strings), Dialect.POSITIONAL);
        }
        String platform = strings.get(0);
        return new NodeText(
                word(platform) ? platform : "",
                type(strings.get(1)),
                services(strings.subList(2, strings.size())),
                Dialect.POSITIONAL);
    }

    /** As the Go nodes do: what is between the first and the second equals sign. */
    private static Optional<String> value(List<String> strings, String key) {
        return strings.stream()
                .filter(string -> string.contains(key))
                .reduce((first, last) -> last)
                .map(string -> string.split("=", -1)[1]);
    }

    private static Set<String> services(List<String> strings) {
        Set<String> services = new LinkedHashSet<>();
        int characters = 0;
        for (String string : strings) {
            characters += string.length();
            if (services.size() == MOST_SERVICES || characters > MOST_CHARACTERS) {
                break;
            }
            if (PRINTABLE.matcher(string).matches()) {
                services.add(string);
            }
        }
        return services;
    }

    private static Optional<ExecutionType> type(String name) {
        try {
            return Optional.of(new ExecutionType(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean word(String text) {
        return WORD.matcher(text).matches();
    }

    /**
     * The strings for a TXT record that nodes of all versions understand: platform and type by position, then by key, then as many
     * services as the Go project's limit of 400 bytes leaves room for, in alphabetical order, and no more than are read.
     */
    List<String> strings() {
        String typeName = type.map(ExecutionType::name).orElse("none");
        List<String> strings = new ArrayList<>(List.of(platform, typeName, PLATFORM + platform, TYPE + typeName));
        int most = strings.size() + MOST_SERVICES;
        int size = strings.stream().mapToInt(String::length).sum();
        for (String service : announceable(typeName).toList()) {
            if (size + service.length() <= GO_LIMIT && strings.size() < most) {
                strings.add(service);
                size += service.length();
            }
        }
        return strings;
    }

    /** The services that {@link #strings} has no room or no spelling for. */
    Set<String> leftOut() {
        Set<String> left = new LinkedHashSet<>(services.stream().sorted().toList());
        strings().forEach(left::remove);
        return left;
    }

    /** Without those that a Go node would refuse, or take for something else than a service. */
    private Stream<String> announceable(String typeName) {
        return services.stream()
                .sorted()
                .filter(service -> PRINTABLE.matcher(service).matches())
                .filter(service -> !service.equals(platform) && !service.equals(typeName))
                .filter(service -> !service.contains(PLATFORM) && !service.contains(TYPE))
                .filter(service -> !service.contains(STORAGE));
    }
}
