// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.Isolation;
import com.github.dockerjava.api.model.Link;
import com.github.dockerjava.api.model.LogConfig.LoggingType;
import com.github.dockerjava.api.model.RestartPolicy;
import com.github.dockerjava.api.model.Ulimit;
import com.github.dockerjava.api.model.VolumesFrom;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The syntax of option values that are one word. */
final class Words {
    private static final Pattern VARIABLE = Pattern.compile("[^=\\s][^=]*(=.*)?", Pattern.DOTALL);
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:]*:[0-9a-fA-F:.]*");
    private static final Pattern MAC = Pattern.compile("[0-9a-fA-F]{2}([:-][0-9a-fA-F]{2}){5}");
    private static final Pattern CGROUP_RULE = Pattern.compile("[acb] ([0-9]+|\\*):([0-9]+|\\*) [rwm]{1,3}");
    private static final Pattern ULIMIT = Pattern.compile("([a-z]+)=(-?\\d{1,18})(?::(-?\\d{1,18}))?");

    private Words() {}

    /** One of these words. */
    static Value.Parser<String, String> oneOf(String... words) {
        return word -> {
            Value.require(List.of(words).contains(word), word, "one of " + String.join(", ", words));
            return word;
        };
    }

    /** A namespace: one of these words, nothing, or {@code container:} and its name. */
    static Value.Parser<String, String> mode(String... words) {
        return word -> {
            boolean known = word.isEmpty() || List.of(words).contains(word) || word.matches("container:.+");
            Value.require(known, word, "one of " + String.join(", ", words) + ", container:name");
            return word;
        };
    }

    static String variable(String word) throws BadCommand {
        return Value.matching(VARIABLE, "of the form NAME=value").parse(word);
    }

    static String stream(String word) throws BadCommand {
        return oneOf("stdin", "stdout", "stderr").parse(word.toLowerCase(Locale.ROOT));
    }

    static String host(String word) throws BadCommand {
        int separator = word.indexOf('=') > 0 ? word.indexOf('=') : word.indexOf(':');
        String form = "of the form name:address, such as gateway:192.168.1.1";
        Value.require(separator > 0, word, form);
        String address = word.substring(separator + 1).replaceAll("^\\[(.*)]$", "$1");
        if (!address.equals("host-gateway")) {
            address(address);
        }
        return word.substring(0, separator) + ":" + address;
    }

    static String address(String word) throws BadCommand {
        return word.contains(":") ? ipv6(word) : ipv4(word);
    }

    static String ipv4(String word) throws BadCommand {
        String form = "an IPv4 address";
        Value.require(IPV4.matcher(word).matches(), word, form);
        for (String part : word.split("\\.", -1)) {
            Value.require(Integer.parseInt(part) <= 255, word, form);
        }
        return word;
    }

    static String ipv6(String word) throws BadCommand {
        return Value.matching(IPV6, "an IPv6 address").parse(word);
    }

    static String macAddress(String word) throws BadCommand {
        return Value.matching(MAC, "a MAC address such as 92:d0:c6:0a:29:33").parse(word);
    }

    static String cgroupRule(String word) throws BadCommand {
        return Value.matching(CGROUP_RULE, "a rule such as \"c 42:* rmw\"").parse(word);
    }

    static String absolutePath(String word) throws BadCommand {
        Value.require(word.startsWith("/"), word, "an absolute path");
        return word;
    }

    static Integer blkioWeight(String word) throws BadCommand {
        long weight = Value.whole(word, 0, 1_000);
        Value.require(weight == 0 || weight >= 10, word, "0 or a number from 10 to 1000");
        return Math.toIntExact(weight);
    }

    static Capability capability(String word) throws BadCommand {
        try {
            return Capability.valueOf(word.toUpperCase(Locale.ROOT).replaceFirst("^CAP_", ""));
        } catch (IllegalArgumentException e) {
            throw new BadCommand("\"" + Value.shortened(word) + "\" is not a capability, such as NET_ADMIN");
        }
    }

    static Isolation isolation(String word) throws BadCommand {
        return Isolation.fromValue(oneOf("default", "process", "hyperv").parse(word.isEmpty() ? "default" : word));
    }

    static Link link(String word) throws BadCommand {
        Value.require(word.matches("[^:]+(:[^:]+)?"), word, "of the form container[:alias]");
        int colon = word.indexOf(':');
        return colon < 0 ? new Link(word, word) : new Link(word.substring(0, colon), word.substring(colon + 1));
    }

    static LoggingType logDriver(String word) throws BadCommand {
        LoggingType type = LoggingType.fromValue(word);
        if (type == null) {
            throw new BadCommand(
                    "\"" + Value.shortened(word)
                            + "\" is not a log driver this node knows: none, local, json-file, syslog, journald, gelf, fluentd, …");
        }
        return type;
    }

    static RestartPolicy restart(String word) throws BadCommand {
        String form = "one of no, always, unless-stopped, on-failure[:times]";
        Value.require(word.matches("no|always|unless-stopped|on-failure(:\\d{1,9})?"), word, form);
        return RestartPolicy.parse(word);
    }

    /** {@code key=value}, {@code key:value} or {@code no-new-privileges}, as the engine takes it. */
    static String securityOption(String word) throws BadCommand {
        Value.require(word.equals("no-new-privileges") || word.matches("[a-z-]+[=:].+"), word, "of the form key=value");
        if (word.startsWith("systempaths")) {
            throw new BadCommand("\"" + Value.shortened(word) + "\" is not supported");
        }
        return word.replaceFirst("^([a-z-]+):", "$1=");
    }

    static String network(String word) throws BadCommand {
        Value.require(
                !word.isBlank() && !word.contains("=") && !word.contains(","),
                word,
                "the name of a network; write its details as --network-alias, --ip, --ip6");
        return word;
    }

    static Ulimit ulimit(String word) throws BadCommand {
        Matcher matcher = ULIMIT.matcher(word);
        Value.require(matcher.matches(), word, "of the form name=soft[:hard], such as nofile=1024:2048");
        long soft = Long.parseLong(matcher.group(2));
        long hard = matcher.group(3) == null ? soft : Long.parseLong(matcher.group(3));
        Value.require(
                hard == -1 || (soft != -1 && soft <= hard), word, "a limit; the soft one cannot exceed the hard one");
        return new Ulimit(matcher.group(1), soft, hard);
    }

    static VolumesFrom volumesFrom(String word) throws BadCommand {
        Value.require(word.matches("[^:]+(:(ro|rw))?"), word, "of the form container[:ro]");
        return VolumesFrom.parse(word);
    }
}
