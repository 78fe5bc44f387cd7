// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.discovery.mdns.codec.DomainName;
import org.edgeorchestration.discovery.mdns.codec.Message;
import org.edgeorchestration.discovery.mdns.codec.RecordData;
import org.edgeorchestration.discovery.mdns.codec.ResourceRecord;

/**
 * What one packet claims about one node, whichever sections its records are in.
 *
 * @param id the node
 * @param text what its TXT record says, where there is one
 * @param addresses where its host is, IPv4 first and else in the packet's order; empty where the packet does not say
 * @param goodbye whether it takes the node back
 * @param kind on what occasion it was said
 */
record Claim(NodeId id, Optional<NodeText> text, List<InetAddress> addresses, boolean goodbye, Kind kind) {
    /** The most addresses of one node that count. */
    static final int MOST_ADDRESSES = 16;

    /** The occasions. */
    enum Kind {
        /** The advertisement of the Go dialect: at the start, at changes, and once a minute. */
        ADVERTISEMENT,
        /** A probe or an announcement: said when a node comes up or changes, and never else. */
        ARRIVAL,
        /** An answer, or anything else. */
        ANSWER
    }

    Claim {
        addresses = List.copyOf(addresses);
    }

    /** Everything that the message claims about nodes, in its order. */
    static List<Claim> of(Message message, InetAddress source) {
        Map<DomainName, List<ResourceRecord>> instances = new LinkedHashMap<>();
        message.records()
                .filter(record -> record.data() instanceof RecordData.Txt || record.data() instanceof RecordData.Srv)
                .forEach(record -> instances
                        .computeIfAbsent(record.name(), any -> new ArrayList<>(2))
                        .add(record));
        return instances.entrySet().stream()
                .flatMap(instance ->
                        Names.node(instance.getKey()).stream().map(id -> of(id, instance.getValue(), message, source)))
                .toList();
    }

    /** As Go nodes do, of several records of a type the last one counts, and one that is taken back takes back all. */
    private static Claim of(NodeId id, List<ResourceRecord> own, Message message, InetAddress source) {
        Optional<NodeText> text = last(own, RecordData.Txt.class).map(txt -> NodeText.of(txt.strings()));
        Optional<DomainName> host = last(own, RecordData.Srv.class).map(RecordData.Srv::target);
        List<InetAddress> addresses =
                host.map(name -> addresses(message, name, source)).orElse(List.of());
        boolean goodbye = own.stream().anyMatch(record -> record.ttl() == 0);
        return new Claim(id, text, addresses, goodbye, kind(message));
    }

    private static <T extends RecordData> Optional<T> last(List<ResourceRecord> records, Class<T> type) {
        return records.stream()
                .map(ResourceRecord::data)
                .filter(type::isInstance)
                .map(type::cast)
                .reduce((first, last) -> last);
    }

    private static List<InetAddress> addresses(Message message, DomainName host, InetAddress source) {
        return message.records()
                .filter(record -> record.name().equals(host) && record.ttl() > 0)
                .flatMap(record -> address(record.data()).stream())
                .filter(address -> believable(address, source))
                .distinct()
                .sorted(Comparator.comparing(Inet6Address.class::isInstance))
                .limit(MOST_ADDRESSES)
                .toList();
    }

    private static Optional<InetAddress> address(RecordData data) {
        if (data instanceof RecordData.A a) {
            return Optional.of(a.address());
        }
        return data instanceof RecordData.Aaaa aaaa ? Optional.of(aaaa.address()) : Optional.empty();
    }

    /** Whether another host may be found there: nobody shall send this node to itself, or to everybody. */
    private static boolean believable(InetAddress address, InetAddress source) {
        return !address.isAnyLocalAddress()
                && !address.isMulticastAddress()
                && !address.isLinkLocalAddress()
                && !isBroadcast(address)
                && !isIpv4InDisguise(address)
                && (!address.isLoopbackAddress() || source.isLoopbackAddress());
    }

    private static boolean isBroadcast(InetAddress address) {
        return address instanceof Inet4Address && address.getAddress()[0] == -1;
    }

    /** IPv4 written as IPv6 ({@code ::ffff:127.0.0.1}) would pass all the other tests. */
    private static boolean isIpv4InDisguise(InetAddress address) {
        byte[] zeros = new byte[10];
        return address instanceof Inet6Address
                && !address.isLoopbackAddress()
                && Arrays.equals(address.getAddress(), 0, zeros.length, zeros, 0, zeros.length);
    }

    private static Kind kind(Message message) {
        if (!message.isQuery()) {
            // Answers are authoritative; the Go nodes' announcements and our own are not.
            return (message.flags() & Message.AUTHORITATIVE) == 0 ? Kind.ARRIVAL : Kind.ANSWER;
        }
        if (!message.authority().isEmpty()) {
            return Kind.ARRIVAL;
        }
        return message.questions().isEmpty() || message.additional().isEmpty() ? Kind.ANSWER : Kind.ADVERTISEMENT;
    }
}
