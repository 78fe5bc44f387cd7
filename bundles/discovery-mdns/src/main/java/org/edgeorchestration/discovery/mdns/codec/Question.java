// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns.codec;

/**
 * A question.
 *
 * @param name what it asks about
 * @param type which records of class IN it asks for, or {@link #ANY}
 * @param unicast whether it asks for an answer to itself alone (bit QU, RFC 6762, section 5.4)
 */
public record Question(DomainName name, int type, boolean unicast) {
    /** Asks for the records of every type; as a class, for those of every class. */
    public static final int ANY = 255;

    /** No type: what a question for another class than IN asks for, since there are no such records here. */
    static final int NOTHING = 0;

    /** Whether it asks for records of that type. */
    public boolean wants(int recordType) {
        return type == recordType || type == ANY;
    }
}
