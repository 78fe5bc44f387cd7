// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns.codec;

/**
 * A record of class IN, or one of which no more is known than that it is there.
 *
 * @param name whose record it is
 * @param flush whether it replaces everything known under its name and type (bit cache-flush, RFC 6762, section 10.2)
 * @param ttl seconds for which it holds, 0 to 2<sup>32</sup> - 1; 0 takes it back
 * @param data what it says
 */
public record ResourceRecord(DomainName name, boolean flush, long ttl, RecordData data) {

    /** The number of its type. */
    public int type() {
        return data.type();
    }

    /** The same record with another time to live. */
    public ResourceRecord withTtl(long seconds) {
        return new ResourceRecord(name, flush, seconds, data);
    }

    /** The same record, with or without cache-flush. */
    public ResourceRecord withFlush(boolean flushes) {
        return new ResourceRecord(name, flushes, ttl, data);
    }
}
