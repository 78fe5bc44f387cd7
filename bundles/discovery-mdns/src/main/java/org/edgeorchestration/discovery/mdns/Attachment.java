// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns;

import java.net.InetAddress;
import java.net.NetworkInterface;

/**
 * An address of this node and the interface it is on.
 *
 * @param index of the interface; an interface that was taken away and came back has the same name and another index
 * @param prefix the address, with its network
 */
record Attachment(int index, NetworkInterface card, Prefix prefix) {
    Attachment(NetworkInterface card, InetAddress address) {
        this(card.getIndex(), card, Prefix.of(address, card.getInterfaceAddresses()));
    }

    InetAddress address() {
        return prefix.address();
    }

    @Override
    public String toString() {
        return address().getHostAddress() + "/" + prefix.length() + "@" + card.getName();
    }
}
