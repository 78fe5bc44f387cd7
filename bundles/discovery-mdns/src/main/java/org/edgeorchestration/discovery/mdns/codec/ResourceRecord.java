// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns.codec;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.util.List;

/** A record of class IN, or one of which no more is known than that it is there. */
public sealed interface ResourceRecord {

    /** Whose record it is. */
    DomainName name();

    /** Whether it replaces everything known under its name and type (bit cache-flush, RFC 6762, section 10.2). */
    boolean flush();

    /** Seconds for which it holds, 0 to 2<sup>32</sup> - 1; 0 takes it back. */
    long ttl();

    /** The number of its type. */
    int type();

    /** The same record with another time to live. */
    ResourceRecord withTtl(long seconds);

    /** The same record, with or without cache-flush. */
    ResourceRecord withFlush(boolean flush);

    /**
     * Texts.
     *
     * @param strings each of at most 255 bytes, a character for each byte
     */
    record Txt(DomainName name, boolean flush, long ttl, List<String> strings) implements ResourceRecord {
        public static final int TYPE = 16;

        public Txt {
            strings = List.copyOf(strings);
        }

        @Override
        public int type() {
            return TYPE;
        }

        @Override
        public Txt withTtl(long seconds) {
            return new Txt(name, flush, seconds, strings);
        }

        @Override
        public Txt withFlush(boolean flushes) {
            return new Txt(name, flushes, ttl, strings);
        }
    }

    /** Where a service is: host and port. */
    record Srv(DomainName name, boolean flush, long ttl, int priority, int weight, int port, DomainName target)
            implements ResourceRecord {
        public static final int TYPE = 33;

        @Override
        public int type() {
            return TYPE;
        }

        @Override
        public Srv withTtl(long seconds) {
            return new Srv(name, flush, seconds, priority, weight, port, target);
        }

        @Override
        public Srv withFlush(boolean flushes) {
            return new Srv(name, flushes, ttl, priority, weight, port, target);
        }
    }

    /** An IPv4 address of a host. */
    record A(DomainName name, boolean flush, long ttl, Inet4Address address) implements ResourceRecord {
        public static final int TYPE = 1;

        @Override
        public int type() {
            return TYPE;
        }

        @Override
        public A withTtl(long seconds) {
            return new A(name, flush, seconds, address);
        }

        @Override
        public A withFlush(boolean flushes) {
            return new A(name, flushes, ttl, address);
        }
    }

    /** An IPv6 address of a host. */
    record Aaaa(DomainName name, boolean flush, long ttl, Inet6Address address) implements ResourceRecord {
        public static final int TYPE = 28;

        @Override
        public int type() {
            return TYPE;
        }

        @Override
        public Aaaa withTtl(long seconds) {
            return new Aaaa(name, flush, seconds, address);
        }

        @Override
        public Aaaa withFlush(boolean flushes) {
            return new Aaaa(name, flushes, ttl, address);
        }
    }

    /** One of several that the name stands for. */
    record Ptr(DomainName name, boolean flush, long ttl, DomainName target) implements ResourceRecord {
        public static final int TYPE = 12;

        @Override
        public int type() {
            return TYPE;
        }

        @Override
        public Ptr withTtl(long seconds) {
            return new Ptr(name, flush, seconds, target);
        }

        @Override
        public Ptr withFlush(boolean flushes) {
            return new Ptr(name, flushes, ttl, target);
        }
    }

    /** A record that nobody here asks about; its content was passed over, so it cannot be written. */
    record Other(DomainName name, boolean flush, long ttl, int type) implements ResourceRecord {
        @Override
        public Other withTtl(long seconds) {
            return new Other(name, flush, seconds, type);
        }

        @Override
        public Other withFlush(boolean flushes) {
            return new Other(name, flushes, ttl, type);
        }
    }
}
