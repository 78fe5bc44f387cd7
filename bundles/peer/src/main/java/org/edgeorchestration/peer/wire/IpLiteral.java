// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.wire;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** IP addresses as text. Never a name: nothing here may ask a name server. */
final class IpLiteral {
    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%[0-9A-Za-z._-]{1,32})?");

    private IpLiteral() {}

    /** @throws IllegalArgumentException when it is no address */
    static InetAddress parse(String text) {
        try {
            if (IPV4.matcher(text).matches()) {
                return InetAddress.getByName(text);
            }
            if (IPV6.matcher(text).matches()) {
                return InetAddress.getByName("[" + text + "]"); // in brackets nothing else is tried
            }
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("this is no IP address of this host's networks", e);
        }
        throw new IllegalArgumentException("this is no IP address");
    }

    /** As another host understands it: without the name of an interface of this one. */
    static String portable(InetAddress address) {
        String text = address.getHostAddress();
        int scope = text.indexOf('%');
        return scope < 0 ? text : text.substring(0, scope);
    }
}
