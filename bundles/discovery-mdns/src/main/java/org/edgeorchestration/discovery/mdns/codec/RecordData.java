// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns.codec;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.util.List;

/** What a record says of its name. */
public sealed interface RecordData {

    /** The number of the record's type. */
    int type();

    /**
     * Texts.
     *
     * @param strings each of at most 255 bytes, a character for each byte
     */
    record Txt(List<String> strings) implements RecordData {
        public static final int TYPE = 16;

        public Txt {
            strings = List.copyOf(strings);
        }

        @Override
        public int type() {
            return TYPE;
        }
    }

    /** Where a service is: host and port. */
    record Srv(int priority, int weight, int port, DomainName target) implements RecordData {
        public static final int TYPE = 33;

        @Override
        public int type() {
            return TYPE;
        }
    }

    /** An IPv4 address of a host. */
    record A(Inet4Address address) implements RecordData {
        public static final int TYPE = 1;

        @Override
        public int type() {
            return TYPE;
        }
    }

    /** An IPv6 address of a host. */
    record Aaaa(Inet6Address address) implements RecordData {
        public static final int TYPE = 28;

        @Override
        public int type() {
            return TYPE;
        }
    }

    /** One of several that the name stands for. */
    record Ptr(DomainName target) implements RecordData {
        public static final int TYPE = 12;

        @Override
        public int type() {
            return TYPE;
        }
    }

    /** Of a record that nobody here asks about: passed over, so it cannot be written. */
    record Other(int type) implements RecordData {}
}
