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

        private static final int LONGEST = 255;

        /** @throws IllegalArgumentException when a string is longer, or has a character that is no byte */
        public Txt {
            strings = List.copyOf(strings);
            for (String string : strings) {
                if (string.length() > LONGEST || !DomainName.hasBytesOnly(string)) {
                    throw new IllegalArgumentException(
                            "a text has at most 255 bytes, but this has " + string.length() + " characters");
                }
            }
        }

        @Override
        public int type() {
            return TYPE;
        }
    }

    /** Where a service is: host and port. All three numbers have 16 bits. */
    record Srv(int priority, int weight, int port, DomainName target) implements RecordData {
        public static final int TYPE = 33;

        /** @throws IllegalArgumentException when a number has more */
        public Srv {
            if ((priority | weight | port) >>> Short.SIZE != 0) {
                throw new IllegalArgumentException("the numbers of a service are 0 to 65535, but these are " + priority
                        + ", " + weight + " and " + port);
            }
        }

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
