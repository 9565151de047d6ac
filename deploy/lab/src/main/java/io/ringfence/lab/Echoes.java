package io.ringfence.lab;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Echo requests of both families and the replies to them; a router's error is no reply. */
final class Echoes implements AutoCloseable {

    private static final int REPLY = 0;
    private static final int REPLY_V6 = 129;

    private final Marker marker = new Marker();
    private final Set<Integer> waiting = new HashSet<>();
    private final Map<Ear, RawSocket> ears = new HashMap<>();

    /** Sends one request; to be called on the thread inside the asking machine. */
    void send(Question question, int number) {
        FirstPacket request = FirstPacket.echo(question.source(), question.to());
        Ear ear = new Ear(question.from(), request.protocol());
        ears.computeIfAbsent(ear, missing -> RawSocket.open(question.source(), request.protocol()));
        try (RawSocket out = RawSocket.open(question.source(), RawSocket.WHOLE_PACKETS)) {
            out.send(PacketBytes.of(request, Fresh.identifier(), marker.bytes(number)), question.to());
        }
        waiting.add(number);
    }

    /** The numbers of the requests that are answered until the deadline; waits no longer than until all are. */
    Set<Integer> replies(Deadline deadline) {
        Set<Integer> answered = new HashSet<>();
        List<RawSocket> sockets = new ArrayList<>(ears.values());
        // Replies that came while others were waited for are looked at even if the deadline has passed.
        boolean last = waiting.isEmpty();
        while (!last) {
            last = deadline.passed();
            RawSocket.readable(sockets, deadline.leftMs()).forEach(socket -> answered.addAll(repliesAt(socket)));
            last |= answered.containsAll(waiting);
        }
        return answered;
    }

    private Set<Integer> repliesAt(RawSocket socket) {
        Set<Integer> answered = new HashSet<>();
        byte[] packet = new byte[512];
        for (int length = socket.receive(packet); length >= 0; length = socket.receive(packet)) {
            int number = marker.find(packet, length);
            if (number != Marker.NONE && isReply(packet)) {
                answered.add(number);
            }
        }
        return answered;
    }

    @Override
    public void close() {
        ears.values().forEach(RawSocket::close);
    }

    /** IPv4 raw sockets show the IP header, IPv6 ones begin after it; version 4 stands in the first half byte. */
    private static boolean isReply(byte[] packet) {
        boolean ipv4 = (packet[0] & 0xf0) == 0x40;
        return ipv4 ? packet[(packet[0] & 0x0f) * 4] == REPLY : (packet[0] & 0xff) == REPLY_V6;
    }

    private record Ear(Machine machine, int protocol) {}
}
