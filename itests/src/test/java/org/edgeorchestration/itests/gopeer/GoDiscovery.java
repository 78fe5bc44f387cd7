// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.itests.gopeer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** A Go node's side of multicast DNS: what it says when, and what it answers (specification, sections 3.3 and 3.4). */
final class GoDiscovery {

    private static final int PORT = 5_353;
    private static final int LARGEST = 65_536;

    private final GoDevices devices;
    private final GoPackets packets;
    private final MulticastSocket socket;
    private final InetSocketAddress group;

    GoDiscovery(GoOptions options, GoDevices devices) throws IOException {
        this.devices = devices;
        this.packets = new GoPackets(
                options.uuid(),
                options.profile().keyedTxt()
                        ? List.of("Platform=docker", "ExecType=container")
                        : List.of("docker", "container"),
                List.of(options.address()));
        this.group = new InetSocketAddress(InetAddress.getByName("224.0.0.251"), PORT);
        NetworkInterface card = NetworkInterface.getByInetAddress(options.address());
        socket = new MulticastSocket(PORT);
        socket.setNetworkInterface(card);
        socket.joinGroup(group, card);
    }

    /**
     * ADV, PROBE, PROBE, ANN, ANN, and from then on an ADV a minute where the version does that. The probes bear no address, and it
     * hears them itself: until the announcements it does not know its own address.
     *
     * @param announced runs with the last announcement
     */
    void start(GoProfile profile, GoThreads threads, Runnable announced) {
        threads.execute(this::listen);
        // each when the one before is said: a probe that came after the announcement would take the address away again
        Runnable last = () -> {
            send(packets.announcement());
            announced.run();
        };
        Runnable announcement = () -> {
            send(packets.announcement());
            threads.after(1_000, last);
        };
        Runnable second = () -> {
            send(packets.probe(anyId()));
            threads.after(anyPause(), announcement);
        };
        send(packets.advertisement());
        send(packets.probe(anyId()));
        threads.after(anyPause(), second);
        if (profile.advertisesAgain()) {
            threads.every(60, () -> send(packets.advertisement()));
        }
    }

    private static int anyId() {
        return ThreadLocalRandom.current().nextInt(0x1_0000);
    }

    private static int anyPause() {
        return ThreadLocalRandom.current().nextInt(250);
    }

    private void listen() {
        DatagramPacket packet = new DatagramPacket(new byte[LARGEST], LARGEST);
        while (!socket.isClosed()) {
            try {
                packet.setLength(LARGEST);
                socket.receive(packet);
                GoParser.seen(packet.getData(), packet.getLength()).ifPresent(seen -> {
                    if (seen.asks()) {
                        send(packets.reply(seen.id()), (InetSocketAddress) packet.getSocketAddress());
                    }
                    devices.heard(seen);
                });
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void send(byte[] packet) {
        send(packet, group);
    }

    private void send(byte[] packet, InetSocketAddress to) {
        try {
            socket.send(new DatagramPacket(packet, packet.length, to));
        } catch (IOException unplugged) {
            // as Go: what cannot be sent is not sent
        }
    }
}
