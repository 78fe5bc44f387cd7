// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.api.discovery;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.edgeorchestration.api.node.ExecutionType;
import org.edgeorchestration.api.node.NodeId;

/**
 * What one source claims about one node.
 *
 * @param id its device id; empty where only its address is known
 * @param platform what it says it runs on; empty text where unknown
 * @param addresses where it says it can be reached, preferred address first; empty while none is known
 * @param executionTypes how it says it can run services
 * @param services the names of the services it says it has
 * @param dialect how it announced itself
 * @param credible whether the claim came from one of the addresses it names (or from configuration): checked before others
 * @param leaving whether the last word was a goodbye; to be checked, since anybody can say it
 * @param spoken counts the announcements of the node that ask for attention: a higher number means it has just come up or changed
 */
public record Sighting(
        Optional<NodeId> id,
        String platform,
        List<InetAddress> addresses,
        Set<ExecutionType> executionTypes,
        Set<String> services,
        Dialect dialect,
        boolean credible,
        boolean leaving,
        long spoken) {

    /** The form of an announcement's TXT record, which tells the versions of the Go project apart (specification, section 3.2). */
    public enum Dialect {
        /** Platform and execution type by position: profiles P0 to P3. */
        POSITIONAL,
        /** {@code Platform=} and {@code ExecType=}: profiles P4 and P5. */
        KEYED,
        /** Both at once: a node of this project. */
        DUAL,
        /** Nothing was announced. */
        NONE
    }

    public Sighting {
        addresses = List.copyOf(addresses);
        executionTypes = Set.copyOf(executionTypes);
        services = Set.copyOf(services);
    }

    /** Whether it names the same addresses; a node of several networks may name them in one order on each. */
    public boolean sameAddresses(Sighting other) {
        return Set.copyOf(addresses).equals(Set.copyOf(other.addresses));
    }
}
