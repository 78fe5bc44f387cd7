// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns.codec;

import java.util.List;
import java.util.stream.Stream;

/**
 * A DNS message.
 *
 * @param id 16 bits that a unicast answer repeats
 * @param flags the 16 bits beside it: {@link #RESPONSE}, {@link #AUTHORITATIVE}
 */
public record Message(
        int id,
        int flags,
        List<Question> questions,
        List<ResourceRecord> answers,
        List<ResourceRecord> authority,
        List<ResourceRecord> additional) {

    /** It answers or announces; without it, it asks. */
    public static final int RESPONSE = 0x8000;
    /** It answers from first-hand knowledge. */
    public static final int AUTHORITATIVE = 0x0400;

    public Message {
        questions = List.copyOf(questions);
        answers = List.copyOf(answers);
        authority = List.copyOf(authority);
        additional = List.copyOf(additional);
    }

    /** Whether it asks. */
    public boolean isQuery() {
        return (flags & RESPONSE) == 0;
    }

    /** The records of all sections, in the order of the packet. */
    public Stream<ResourceRecord> records() {
        return Stream.of(answers, authority, additional).flatMap(List::stream);
    }
}
