// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.List;

/**
 * The links that this node is on.
 *
 * @param attachments its addresses and their interfaces
 */
record Links(List<Attachment> attachments) {
    Links {
        attachments = List.copyOf(attachments);
    }

    /** That of the interface with this index. */
    Link of(int index) {
        return new Link(attachments.stream()
                .filter(attachment -> attachment.index() == index)
                .map(Attachment::prefix)
                .toList());
    }

    /**
     * That of the interface with this address: of its addresses, not all are announced, such as link-local ones, which know their
     * interface, and the temporary ones of IPv6, which are in the network of the others.
     */
    Link with(InetAddress source) {
        if (source instanceof Inet6Address scoped && scoped.getScopeId() != 0) {
            return of(scoped.getScopeId());
        }
        return attachments.stream()
                .filter(attachment -> attachment.prefix().holds(source))
                .max(Comparator.comparing(
                                (Attachment attachment) -> attachment.address().equals(source))
                        .thenComparing(attachment -> attachment.prefix().length()))
                .map(attachment -> of(attachment.index()))
                .orElse(Link.UNKNOWN);
    }
}
