package io.ringfence.lab;

import java.net.InetAddress;
import java.util.Locale;

/**
 * Does {@code from} reach this address and get an answer?
 *
 * @param source an address of {@code from}
 * @param port the destination port, 1..65535; 0 for ICMP
 */
public record Question(Machine from, InetAddress source, InetAddress to, Transport transport, int port) {

    /** How to ask; ICMP is the echo request of the address's family. */
    public enum Transport {
        TCP,
        UDP,
        ICMP
    }

    public static Question tcp(Machine from, InetAddress to, int port) {
        return new Question(from, from.sameFamilyAs(to), to, Transport.TCP, port);
    }

    public static Question udp(Machine from, InetAddress to, int port) {
        return new Question(from, from.sameFamilyAs(to), to, Transport.UDP, port);
    }

    public static Question ping(Machine from, InetAddress to) {
        return new Question(from, from.sameFamilyAs(to), to, Transport.ICMP, 0);
    }

    /** The same from another address of the machine. */
    public Question from(InetAddress otherSource) {
        return new Question(from, otherSource, to, transport, port);
    }

    @Override
    public String toString() {
        String target = transport == Transport.ICMP ? "" : " port " + port;
        return from.name() + " " + source.getHostAddress() + " -> " + to.getHostAddress() + " "
                + transport.name().toLowerCase(Locale.ROOT) + target;
    }
}
