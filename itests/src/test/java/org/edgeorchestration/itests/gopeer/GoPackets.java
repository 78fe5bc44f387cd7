// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.itests.gopeer;

import java.io.ByteArrayOutputStream;
import java.net.Inet4Address;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The packets that a Go node sends (specification, section 3.3), byte for byte. */
public final class GoPackets {

    static final String TYPE = "_orchestration._tcp.local.";
    private static final String ENUMERATION = "_services._dns-sd._udp.local.";
    private static final int SRV_PORT = 42_425;
    private static final int TTL = 3_200;
    private static final int ADDRESS_TTL = 120;
    private static final int IN = 1;
    private static final int FLUSH = 0x8001;
    private static final int A = 1;
    private static final int PTR = 12;
    private static final int TXT = 16;
    private static final int SRV = 33;

    private final String instance;
    private final String host;
    private final List<String> txt;
    private final List<Inet4Address> addresses;

    /**
     * The packets of one node.
     *
     * @param uuid its device id without the prefix
     * @param txt the strings of its TXT record
     * @param addresses its addresses, preferred one first
     */
    public GoPackets(String uuid, List<String> txt, List<Inet4Address> addresses) {
        this.instance = "edge-orchestration-" + uuid + "." + TYPE;
        this.host = "edge-" + uuid + ".local.";
        this.txt = txt;
        this.addresses = addresses;
    }

    /** ADV: what a node says at its start and once a minute. */
    public byte[] advertisement() {
        Writer out = new Writer(false).header(0, 0, 1, 0, 0, 2 + addresses.size());
        out.name(instance).number(TXT).number(IN);
        txt(out, IN);
        srv(out, FLUSH);
        return addresses(out, IN).bytes();
    }

    byte[] probe(int id) {
        Writer out = new Writer(false).header(id, 0, 1, 0, 2, 0);
        out.name(instance).number(PTR).number(IN);
        srv(out, IN);
        txt(out, IN);
        return out.bytes();
    }

    byte[] announcement() {
        Writer out = new Writer(true).header(0, 0x8000, 0, 4 + addresses.size(), 0, 0);
        srv(out, FLUSH);
        txt(out, FLUSH);
        out.name(TYPE).head(PTR, IN, TTL).sized(() -> out.name(instance));
        out.name(ENUMERATION).head(PTR, IN, TTL).sized(() -> out.name(TYPE));
        return addresses(out, FLUSH).bytes();
    }

    byte[] reply(int id) {
        Writer out = new Writer(true).header(id, 0x8400, 0, 0, 0, 2 + addresses.size());
        txt(out, IN);
        srv(out, FLUSH);
        return addresses(out, IN).bytes();
    }

    byte[] txtUpdate() {
        Writer out = new Writer(false).header(0, 0x8000, 0, 1, 0, 0);
        txt(out, FLUSH);
        return out.bytes();
    }

    private void txt(Writer out, int dnsClass) {
        out.name(instance).head(TXT, dnsClass, TTL).sized(() -> txt.forEach(out::text));
    }

    private void srv(Writer out, int dnsClass) {
        out.name(instance)
                .head(SRV, dnsClass, TTL)
                .sized(() -> out.number(0).number(0).number(SRV_PORT).wholeName(host));
    }

    private Writer addresses(Writer out, int dnsClass) {
        for (Inet4Address address : addresses) {
            out.name(host).head(A, dnsClass, ADDRESS_TTL).sized(() -> out.raw(address.getAddress()));
        }
        return out;
    }

    /** A DNS message as it grows. */
    private static final class Writer {
        private final boolean compresses;
        private final Map<String, Integer> offsets = new HashMap<>();
        private ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private int before;

        Writer(boolean compresses) {
            this.compresses = compresses;
        }

        Writer header(int id, int flags, int questions, int answers, int authorities, int additionals) {
            return number(id)
                    .number(flags)
                    .number(questions)
                    .number(answers)
                    .number(authorities)
                    .number(additionals);
        }

        Writer number(int value) {
            bytes.write(value >> 8);
            bytes.write(value);
            return this;
        }

        Writer raw(byte[] more) {
            bytes.writeBytes(more);
            return this;
        }

        Writer text(String value) {
            byte[] characters = value.getBytes(StandardCharsets.UTF_8);
            bytes.write(characters.length);
            return raw(characters);
        }

        Writer name(String name) {
            return name(name, compresses);
        }

        /** A name that is not shortened, but may shorten later ones: the target of an SRV record. */
        Writer wholeName(String name) {
            return name(name, false);
        }

        private Writer name(String name, boolean shorten) {
            String rest = name;
            while (!rest.isEmpty()) {
                Integer known = offsets.get(rest);
                if (shorten && known != null) {
                    return number(0xC000 | known);
                }
                offsets.putIfAbsent(rest, before + bytes.size());
                int dot = rest.indexOf('.');
                text(rest.substring(0, dot));
                rest = rest.substring(dot + 1);
            }
            bytes.write(0);
            return this;
        }

        Writer head(int type, int dnsClass, int ttl) {
            return number(type).number(dnsClass).number(ttl >> 16).number(ttl);
        }

        /** What {@code content} writes, after its length. */
        Writer sized(Runnable content) {
            ByteArrayOutputStream outer = bytes;
            bytes = new ByteArrayOutputStream();
            before = outer.size() + 2;
            content.run();
            ByteArrayOutputStream inner = bytes;
            bytes = outer;
            before = 0;
            return number(inner.size()).raw(inner.toByteArray());
        }

        byte[] bytes() {
            return bytes.toByteArray();
        }
    }
}
