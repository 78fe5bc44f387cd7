// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.edgeorchestration.discovery.mdns.codec.Message;
import org.edgeorchestration.discovery.mdns.codec.Question;
import org.edgeorchestration.discovery.mdns.codec.ResourceRecord;

/**
 * Which of this node's records a standard query asks for (RFC 6762, section 6).
 *
 * @param records all records of this node
 */
record Responder(List<ResourceRecord> records) {

    /** A record, whatever its time to live and cache-flush. */
    private static ResourceRecord bare(ResourceRecord record) {
        return record.withTtl(0).withFlush(false);
    }

    /** The questions of {@code query} that this node can answer. */
    List<Question> answerable(Message query) {
        return query.questions().stream()
                .filter(question -> records.stream().anyMatch(record -> asks(question, record)))
                .toList();
    }

    /** The records that are asked for and not known to the one who asks (section 7.1); none for an answer. */
    Predicate<ResourceRecord> asked(Message query) {
        List<Question> questions = query.questions();
        Set<ResourceRecord> missing = new HashSet<>();
        records.stream()
                .filter(record -> questions.stream().anyMatch(question -> asks(question, record)))
                .filter(record -> !knows(query, record))
                .forEach(record -> missing.add(bare(record)));
        return record -> missing.contains(bare(record));
    }

    /** Whether that is at least half as fresh to the asking one as it would be from here. */
    private static boolean knows(Message query, ResourceRecord record) {
        return query.answers().stream()
                .anyMatch(
                        known -> known.ttl() * 2 >= record.ttl() && bare(known).equals(bare(record)));
    }

    private static boolean asks(Question question, ResourceRecord record) {
        return question.name().equals(record.name()) && question.wants(record.type());
    }
}
