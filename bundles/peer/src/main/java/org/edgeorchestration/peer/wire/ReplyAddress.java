// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.wire;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.edgeorchestration.api.node.NodeId;

/** Where the statuses of an execution go that another node ordered: a URI of the scheme {@code edge-peer}. */
public sealed interface ReplyAddress {
    /** The scheme of these URIs. */
    String SCHEME = "edge-peer";

    /** Where the node was when it ordered. */
    InetAddress address();

    /** The URI from which {@link #parse} makes an equal address. */
    URI uri();

    /**
     * To a node of this project, which may have moved since.
     *
     * @param node its id
     * @param address where its order came from
     */
    record OfOurs(NodeId node, InetAddress address) implements ReplyAddress {
        @Override
        public URI uri() {
            return make(address, -1, "/ours/" + node.value());
        }
    }

    /**
     * To a Go node: to the port, in the scheme and in the encoding of its order (specification, section 0.5, point 4).
     *
     * @param address where its order came from
     * @param port 56001 or 56002
     * @param tls whether it is spoken to by mutual TLS
     * @param encoding the encoding of its order
     * @param serviceId its number for the execution
     */
    record OfGo(InetAddress address, int port, boolean tls, Encoding encoding, long serviceId) implements ReplyAddress {
        public OfGo {
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("a port is 1 to 65535, but was " + port);
            }
        }

        @Override
        public URI uri() {
            String scheme = tls ? "https" : "http";
            return make(
                    address, port, "/go/" + scheme + '/' + encoding.name().toLowerCase(Locale.ROOT) + '/' + serviceId);
        }
    }

    /**
     * Reads what {@link #uri} wrote.
     *
     * @throws IllegalArgumentException when it is no such URI
     */
    static ReplyAddress parse(URI uri) {
        if (!SCHEME.equals(uri.getScheme()) || uri.getHost() == null) {
            throw new IllegalArgumentException("this is no address of a node: " + uri);
        }
        InetAddress address = IpLiteral.parse(uri.getHost().replaceAll("[\\[\\]]", ""));
        Matcher ours = Forms.OURS.matcher(uri.getPath());
        if (ours.matches()) {
            return new OfOurs(new NodeId(ours.group(1)), address);
        }
        Matcher go = Forms.GO.matcher(uri.getPath());
        if (go.matches()) {
            return new OfGo(
                    address,
                    uri.getPort(),
                    go.group(1).equals("https"),
                    Encoding.valueOf(go.group(2).toUpperCase(Locale.ROOT)),
                    Long.parseLong(go.group(3)));
        }
        throw new IllegalArgumentException("this is no address of a node: " + uri);
    }

    private static URI make(InetAddress address, int port, String path) {
        try {
            return new URI(SCHEME, null, IpLiteral.host(address), port, path, null, null);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("an address cannot be written as a URI", e);
        }
    }

    /** The two forms of a path. */
    final class Forms {
        private static final Pattern OURS = Pattern.compile("/ours/(.+)");
        private static final Pattern GO = Pattern.compile("/go/(https?)/(plain|sealed)/(-?[0-9]{1,18})");

        private Forms() {}
    }
}
