// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.static_;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One entry of the list of peers.
 *
 * @param text a name, or an address as it was written
 * @param address the address, where it is one
 */
record PeerName(String text, Optional<InetAddress> address) {
    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:]+:[0-9a-fA-F:.]*(?:%[A-Za-z0-9._-]{1,15})?");
    private static final String LABEL = "[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?";
    /** Ends in a label with a letter, so that no mistyped address is taken for a name. */
    private static final Pattern NAME =
            Pattern.compile("(?=.{1,254}$)(?:" + LABEL + "\\.)*(?=[^.]*[A-Za-z])" + LABEL + "\\.?");

    /**
     * The entry with that text; no name is looked up.
     *
     * @throws IllegalArgumentException when it is neither the address of one host nor a name
     */
    static PeerName of(String text) {
        if (IPV4.matcher(text).matches() || IPV6.matcher(text).matches()) {
            return new PeerName(text, Optional.of(address(text)));
        }
        if (!NAME.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' in peers is neither an address nor a host name"
                    + " (the port is always the same, and not written)");
        }
        return new PeerName(text, Optional.empty());
    }

    private static InetAddress address(String text) {
        try {
            InetAddress address = InetAddress.getByName(text); // a literal: nothing is looked up
            if (!isOneHost(address)) {
                throw new IllegalArgumentException("'" + text + "' in peers is not the address of one host");
            }
            return address;
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("'" + text + "' in peers is not an address", e);
        }
    }

    /** Whether it is the address of one host: what is sent to the unspecified address would come to this node itself. */
    static boolean isOneHost(InetAddress address) {
        return !address.isAnyLocalAddress() && !address.isMulticastAddress() && !isBroadcast(address);
    }

    private static boolean isBroadcast(InetAddress address) {
        return address instanceof Inet4Address && address.getAddress()[0] == -1;
    }

    @Override
    public String toString() {
        return text;
    }
}
