// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.wire;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** IP addresses as text. Never a name: nothing here may ask a name server. */
public final class IpLiteral {
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

    /** As another host understands it: without an interface of this one. */
    public static String portable(InetAddress address) {
        return withoutInterface(address.getHostAddress());
    }

    /** As the host of a URI on this host, without brackets: an address that is one of each interface names its own. */
    public static String host(InetAddress address) {
        int number = address instanceof Inet6Address scoped ? scoped.getScopeId() : 0;
        return host(address.getHostAddress(), number);
    }

    /** The interface goes by its number: its name may have characters that no host in a URI may have, such as a hyphen. */
    static String host(String literal, int interfaceNumber) {
        return interfaceNumber > 0 ? withoutInterface(literal) + '%' + interfaceNumber : withoutInterface(literal);
    }

    private static String withoutInterface(String literal) {
        int scope = literal.indexOf('%');
        return scope < 0 ? literal : literal.substring(0, scope);
    }
}
