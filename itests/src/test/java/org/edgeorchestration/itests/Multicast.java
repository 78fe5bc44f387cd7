// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.itests;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** This machine's voice in the lab's multicast DNS, and an ear for answers that are sent to it alone. */
final class Multicast implements AutoCloseable {

    private static final int LARGEST = 9_000;

    private final DatagramChannel channel;
    private final InetSocketAddress group;
    private final NetworkInterface card;
    private final String network;

    Multicast(Lab lab) throws IOException {
        InetAddress here = InetAddress.getByName(lab.here());
        group = new InetSocketAddress(InetAddress.getByName("224.0.0.251"), 5_353);
        card = NetworkInterface.getByInetAddress(here);
        network = lab.network();
        channel = DatagramChannel.open(StandardProtocolFamily.INET)
                .setOption(StandardSocketOptions.IP_MULTICAST_IF, card)
                .bind(new InetSocketAddress(here, 0));
    }

    void send(byte[] packet) throws IOException {
        channel.send(ByteBuffer.wrap(packet), group);
    }

    /** Listens to all of the lab's hosts for that long; gives how many packets there were. */
    int heard(Duration time) throws IOException {
        long deadline = System.nanoTime() + time.toNanos();
        int packets = 0;
        try (MulticastSocket ear = new MulticastSocket(group.getPort())) {
            ear.joinGroup(group, card);
            DatagramPacket packet = new DatagramPacket(new byte[LARGEST], LARGEST);
            for (long left = time.toMillis(); left > 0; left = (deadline - System.nanoTime()) / 1_000_000) {
                ear.setSoTimeout(Math.toIntExact(left));
                ear.receive(packet);
                packets += isOfLab(packet.getAddress()) ? 1 : 0;
            }
        } catch (SocketTimeoutException theEnd) {
            return packets;
        }
        return packets;
    }

    /** A group that anybody on this machine has joined is heard from all its networks. */
    private boolean isOfLab(InetAddress sender) {
        return sender.getHostAddress().startsWith(network + ".");
    }

    /** The next packet that came to this one alone; empty when none came within that time. */
    Optional<byte[]> received(int millis) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[LARGEST], LARGEST);
        channel.socket().setSoTimeout(millis);
        try {
            channel.socket().receive(packet);
        } catch (SocketTimeoutException nothing) {
            return Optional.empty();
        }
        return Optional.of(Arrays.copyOf(packet.getData(), packet.getLength()));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
