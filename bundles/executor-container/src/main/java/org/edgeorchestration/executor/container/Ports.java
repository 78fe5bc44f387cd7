// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.InternetProtocol;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports.Binding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The syntax of {@code --publish} and {@code --expose}. */
final class Ports {
    private static final Pattern PUBLISH = Pattern.compile(
            "(?:(?:(?<ip>[0-9.]+|\\[[0-9a-fA-F:.]+\\]):)?(?<host>\\d{0,5}(?:-\\d{1,5})?):)?(?<target>\\d{1,5}(?:-\\d{1,5})?)(?:/(?<protocol>\\w+))?");
    private static final Pattern EXPOSE = Pattern.compile("(?<target>\\d{1,5}(?:-\\d{1,5})?)(?:/(?<protocol>\\w+))?");
    private static final String PUBLISH_FORM =
            "of the form [ip:][host port:]container port[/protocol], such as 8080:80";

    private Ports() {}

    /** One {@code --publish}: a binding for every port of its range. */
    static List<PortBinding> publish(String word) throws BadCommand {
        if (word.contains("=")) {
            Csv csv = Csv.parse(word).only(List.of("published", "target", "protocol", "mode", "host_ip"));
            String ip = csv.has("host_ip") ? csv.get("", "host_ip") + ":" : "";
            return publish(
                    ip + csv.get("", "published") + ":" + csv.get("", "target") + "/" + csv.get("tcp", "protocol"));
        }
        Matcher matcher = PUBLISH.matcher(word);
        Value.require(matcher.matches(), word, PUBLISH_FORM);
        Range target = Range.parse(matcher.group("target"), 1);
        String host = matcher.group("host") == null ? "" : matcher.group("host");
        Range source = host.isEmpty() ? new Range(0, 0) : Range.parse(host, 0);
        Value.require(
                host.isEmpty() || source.size() == target.size() || target.size() == 1,
                word,
                "a pair of port ranges of the same length");
        String ip = matcher.group("ip") == null ? null : matcher.group("ip").replaceAll("[\\[\\]]", "");
        List<PortBinding> bindings = new ArrayList<>();
        for (int i = 0; i < target.size(); i++) {
            String spec = host.isEmpty() ? null : target.size() == 1 ? host : Integer.toString(source.first() + i);
            bindings.add(new PortBinding(
                    new Binding(ip, spec), new ExposedPort(target.first() + i, protocol(matcher.group("protocol")))));
        }
        return bindings;
    }

    /** One {@code --expose}: every port of its range. */
    static List<ExposedPort> expose(String word) throws BadCommand {
        Matcher matcher = EXPOSE.matcher(word);
        Value.require(matcher.matches(), word, "a port or a range of ports, such as 80, 53/udp or 7000-7010");
        Range range = Range.parse(matcher.group("target"), 1);
        List<ExposedPort> ports = new ArrayList<>();
        for (int i = 0; i < range.size(); i++) {
            ports.add(new ExposedPort(range.first() + i, protocol(matcher.group("protocol"))));
        }
        return ports;
    }

    private static InternetProtocol protocol(@org.jspecify.annotations.Nullable String word) throws BadCommand {
        return switch (word == null ? "tcp" : word.toLowerCase(Locale.ROOT)) {
            case "tcp" -> InternetProtocol.TCP;
            case "udp" -> InternetProtocol.UDP;
            case "sctp" -> InternetProtocol.SCTP;
            default -> throw new BadCommand("\"" + word + "\" is none of the protocols tcp, udp, sctp");
        };
    }

    private record Range(int first, int last) {
        private static Range parse(String word, int least) throws BadCommand {
            int dash = word.indexOf('-');
            int first = port(dash < 0 ? word : word.substring(0, dash), least);
            int last = dash < 0 ? first : port(word.substring(dash + 1), least);
            Value.require(first <= last, word, "a range of ports, the lower one first");
            return new Range(first, last);
        }

        private static int port(String word, int least) throws BadCommand {
            return Math.toIntExact(Value.whole(word, least, 65_535));
        }

        private int size() {
            return last - first + 1;
        }
    }
}
