package io.ringfence.lab;

import java.net.InetAddress;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Sends crafted first packets from machines of a lab, hundreds at once, and sees which arrive where they should, without
 * listeners there. Arrived means: past the destination's own packet filter. Each packet must begin a connection of its
 * own (other ports, or for protocols without ports another pair of addresses), or the kernel judges it as part of the
 * earlier one. A guest may send from 0.0.0.0 too, to its own link only.
 */
public final class RawProbe implements AutoCloseable {

    /** After so long without any arrival the rest is taken for dropped; a hop takes microseconds on a quiet machine. */
    private static final Duration QUIET = Duration.ofSeconds(1);

    private final NetnsLab lab;
    private final Marker marker = new Marker();
    private final Map<Socket, RawSocket> senders = new HashMap<>();
    private final Map<RawSocket, Machine> ears = new HashMap<>();
    private final Set<Socket> listening = new HashSet<>();
    private int fired;

    public RawProbe(NetnsLab lab) {
        this.lab = lab;
    }

    /**
     * One packet, the machine that really sends it and the one that owns its destination address.
     *
     * @param from may send with a forged source address
     */
    public record Shot(Machine from, FirstPacket packet, Machine to) {}

    /** Sends every packet, in order; answers for each whether it arrived. */
    public List<Boolean> fire(List<Shot> shots) {
        shots.forEach(shot -> listen(shot.to(), shot.packet()));
        int first = fired;
        fired += shots.size();
        for (int i = 0; i < shots.size(); i++) {
            send(shots.get(i), first + i);
        }
        BitSet arrived = arrivals(shots, first);
        return IntStream.range(0, shots.size()).mapToObj(arrived::get).toList();
    }

    @Override
    public void close() {
        senders.values().forEach(RawSocket::close);
        ears.keySet().forEach(RawSocket::close);
    }

    private void listen(Machine machine, FirstPacket packet) {
        if (listening.add(Socket.of(machine, packet.destination(), packet.protocol()))) {
            ears.put(open(machine, packet.destination(), packet.protocol()), machine);
        }
    }

    private void send(Shot shot, int number) {
        FirstPacket packet = shot.packet();
        if (packet.source().isAnyLocalAddress()) {
            sendOnLink(shot, number);
            return;
        }
        Socket key = Socket.of(shot.from(), packet.destination(), RawSocket.WHOLE_PACKETS);
        senders.computeIfAbsent(key, missing -> open(shot.from(), packet.destination(), key.protocol()))
                .send(PacketBytes.of(packet, Fresh.identifier(), marker.bytes(number)), packet.destination());
    }

    private void sendOnLink(Shot shot, int number) {
        byte[] bytes = PacketBytes.of(shot.packet(), Fresh.identifier(), marker.bytes(number));
        lab.inside(shot.from()).run(() -> {
            try (LinkSocket link = LinkSocket.open()) {
                link.send(bytes);
            }
        });
    }

    private BitSet arrivals(List<Shot> shots, int first) {
        BitSet arrived = new BitSet(shots.size());
        List<RawSocket> sockets = List.copyOf(ears.keySet());
        byte[] packet = new byte[512];
        Deadline quiet = Deadline.in(QUIET);
        while (!quiet.passed()) {
            for (RawSocket socket : RawSocket.readable(sockets, quiet.leftMs())) {
                quiet = Deadline.in(QUIET);
                for (int length = socket.receive(packet); length >= 0; length = socket.receive(packet)) {
                    int shot = marker.find(packet, length) - first;
                    if (shot >= 0 && shot < shots.size() && shots.get(shot).to().equals(ears.get(socket))) {
                        arrived.set(shot);
                    }
                }
            }
        }
        return arrived;
    }

    private RawSocket open(Machine machine, InetAddress family, int protocol) {
        return lab.inside(machine).call(() -> RawSocket.open(family, protocol));
    }

    private record Socket(Machine machine, int addressBytes, int protocol) {

        static Socket of(Machine machine, InetAddress family, int protocol) {
            return new Socket(machine, family.getAddress().length, protocol);
        }
    }
}
