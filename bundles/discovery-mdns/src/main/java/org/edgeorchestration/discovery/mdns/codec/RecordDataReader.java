// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns.codec;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** Reads what one record of class IN says (RFC 1035, section 3.3; RFC 2782; RFC 3596), in the bytes that it has for that. */
final class RecordDataReader {
    /** Three numbers, and the shortest name. */
    private static final int SHORTEST_SERVICE = 7;

    private final PacketBytes in;
    private final int end;

    private RecordDataReader(PacketBytes in, int end) {
        this.in = in;
        this.end = end;
    }

    /**
     * Takes what a record of that type says; of a type that nobody here asks about, nothing.
     *
     * @param length of it, in bytes that are known to be there; not all of them need be taken
     */
    static RecordData read(PacketBytes in, int type, int length) throws Malformed {
        return new RecordDataReader(in, in.position() + length).data(type);
    }

    private RecordData data(int type) throws Malformed {
        return switch (type) {
            case RecordData.Txt.TYPE -> new RecordData.Txt(strings());
            case RecordData.Srv.TYPE -> service();
            case RecordData.A.TYPE -> new RecordData.A(ipv4());
            case RecordData.Aaaa.TYPE -> new RecordData.Aaaa(ipv6());
            case RecordData.Ptr.TYPE -> new RecordData.Ptr(name());
            default -> new RecordData.Other(type);
        };
    }

    private List<String> strings() throws Malformed {
        List<String> strings = new ArrayList<>();
        while (left() > 0) {
            int length = in.unsignedByte();
            if (length > left()) {
                throw new Malformed("a text is longer than its record");
            }
            strings.add(in.text(length));
        }
        return strings;
    }

    private RecordData.Srv service() throws Malformed {
        if (left() < SHORTEST_SERVICE) {
            throw new Malformed("a record is too short");
        }
        int priority = in.unsignedShort();
        int weight = in.unsignedShort();
        int port = in.unsignedShort();
        return new RecordData.Srv(priority, weight, port, name());
    }

    private Inet4Address ipv4() throws Malformed {
        try {
            return (Inet4Address) InetAddress.getByAddress(address(4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    private Inet6Address ipv6() throws Malformed {
        try {
            return Inet6Address.getByAddress(null, address(16), -1);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("sixteen bytes are an address", e);
        }
    }

    private byte[] address(int length) throws Malformed {
        if (left() != length) {
            throw new Malformed("an address has the wrong length");
        }
        return in.bytes(length);
    }

    private DomainName name() throws Malformed {
        DomainName name = NameReader.read(in);
        if (left() < 0) {
            throw new Malformed("a name is longer than its record");
        }
        return name;
    }

    private int left() {
        return end - in.position();
    }
}
