// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.discovery.mdns.codec.DomainName;
import org.edgeorchestration.discovery.mdns.codec.Message;
import org.edgeorchestration.discovery.mdns.codec.MessageWriter;
import org.edgeorchestration.discovery.mdns.codec.Question;
import org.edgeorchestration.discovery.mdns.codec.RecordData;
import org.edgeorchestration.discovery.mdns.codec.ResourceRecord;

/**
 * What this node says of itself, as packets (specification, section 3.3). Every one of them bears TXT, SRV and all addresses: nodes of
 * the seed era die, and later ones forget this node's addresses, when they hear of it without (sections 0.6 and 3.4).
 *
 * @param id this node
 * @param text the strings of its TXT record
 * @param addresses where it can be reached, preferred address first
 */
record Announcement(NodeId id, List<String> text, List<InetAddress> addresses) {
    /** The most addresses announced: with these, every packet fits into one frame of Ethernet. */
    static final int MOST_ADDRESSES = 8;

    /** Where our nodes listen for others; the Go project writes a port nobody listens on, and reads none. */
    private static final int PEER_PORT = 56_002;

    private static final long SERVICE_TTL = 3_200;
    private static final long ADDRESS_TTL = 120;

    Announcement {
        text = List.copyOf(text);
        addresses = addresses.stream().distinct().limit(MOST_ADDRESSES).toList();
    }

    /** Whether a Go node may hear of this node: only with an IPv4 address. */
    boolean fitForIpv4() {
        return addresses.stream().anyMatch(Inet4Address.class::isInstance);
    }

    /**
     * The same, as it is told on that link. Go nodes use nothing but the first address (specification, sections 3.4 and 4.4), so where
     * the preferred one is not on the link, those that are come first, in their order, link-local ones last. Two interfaces on one
     * link tell the same: a list in another order makes Go nodes forget how far away this one is (section 3.4). No address is left
     * out (section 3.3).
     */
    Announcement seenFrom(Link link) {
        List<InetAddress> near = addresses.stream()
                .filter(link::holds)
                .sorted(Comparator.comparing(InetAddress::isLinkLocalAddress))
                .toList();
        return near.isEmpty() || near.contains(addresses.get(0))
                ? this
                : new Announcement(
                        id,
                        text,
                        Stream.concat(near.stream(), addresses.stream()).toList());
    }

    /** The advertisement, a query in form: Go nodes learn from it and answer it with their own records. */
    byte[] advertisement() {
        Question question = new Question(instance(), RecordData.Txt.TYPE, false);
        return MessageWriter.plain(new Message(0, 0, List.of(question), List.of(), List.of(), dialectRecords()));
    }

    /** The reply to a node's advertisement, with its id. */
    byte[] reply(int id) {
        int flags = Message.RESPONSE | Message.AUTHORITATIVE;
        return MessageWriter.compressed(new Message(id, flags, List.of(), List.of(), List.of(), dialectRecords()));
    }

    /** The announcement that standard listeners understand as well. */
    byte[] announcement() {
        return MessageWriter.compressed(
                new Message(0, Message.RESPONSE, List.of(), allRecords(), List.of(), List.of()));
    }

    /** The announcement that takes everything back. */
    byte[] goodbye() {
        List<ResourceRecord> records =
                allRecords().stream().map(record -> record.withTtl(0)).toList();
        return MessageWriter.plain(new Message(0, Message.RESPONSE, List.of(), records, List.of(), List.of()));
    }

    /** The records in the form of the Go dialect: TXT and addresses without, SRV with cache-flush. */
    private List<ResourceRecord> dialectRecords() {
        List<ResourceRecord> records = new ArrayList<>(List.of(txt(false), srv()));
        addressRecords(false).forEach(records::add);
        return records;
    }

    /** All records, in the order of the Go nodes' announcement. */
    List<ResourceRecord> allRecords() {
        List<ResourceRecord> records = new ArrayList<>(List.of(
                srv(),
                txt(true),
                new ResourceRecord(Names.SERVICE, false, SERVICE_TTL, new RecordData.Ptr(instance())),
                new ResourceRecord(Names.ENUMERATION, false, SERVICE_TTL, new RecordData.Ptr(Names.SERVICE))));
        addressRecords(true).forEach(records::add);
        return records;
    }

    /**
     * An answer in the sense of RFC 6762: the records that were asked for as such, all others beside them.
     *
     * @param asked which of {@link #allRecords()} were asked for
     * @param query the query, where the answer goes to a resolver that knows nothing of multicast (section 6.7): it gets its id and
     *     those questions back that are answered, short times to live, and no cache-flush
     */
    byte[] answer(Predicate<ResourceRecord> asked, Optional<Message> query) {
        List<ResourceRecord> records = allRecords();
        if (query.isPresent()) {
            records = records.stream()
                    .map(record -> record.withFlush(false).withTtl(Math.min(record.ttl(), 10)))
                    .toList();
        }
        return MessageWriter.compressed(new Message(
                query.map(Message::id).orElse(0),
                Message.RESPONSE | Message.AUTHORITATIVE,
                query.map(new Responder(records)::answerable).orElse(List.of()),
                records.stream().filter(asked).toList(),
                List.of(),
                records.stream().filter(asked.negate()).toList()));
    }

    private DomainName instance() {
        return Names.instance(id);
    }

    private ResourceRecord txt(boolean flush) {
        return new ResourceRecord(instance(), flush, SERVICE_TTL, new RecordData.Txt(text));
    }

    private ResourceRecord srv() {
        return new ResourceRecord(instance(), true, SERVICE_TTL, new RecordData.Srv(0, 0, PEER_PORT, Names.host(id)));
    }

    private Stream<ResourceRecord> addressRecords(boolean flush) {
        Stream<RecordData> data = Stream.concat(
                addresses.stream()
                        .filter(Inet4Address.class::isInstance)
                        .map(address -> new RecordData.A((Inet4Address) address)),
                addresses.stream()
                        .filter(Inet6Address.class::isInstance)
                        .map(address -> new RecordData.Aaaa((Inet6Address) address)));
        return data.map(address -> new ResourceRecord(Names.host(id), flush, ADDRESS_TTL, address));
    }
}
