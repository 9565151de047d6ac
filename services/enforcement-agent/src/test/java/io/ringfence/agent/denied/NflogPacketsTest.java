package io.ringfence.agent.denied;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.agent.TestNamespace;
import io.ringfence.events.value.IpAddress;
import io.ringfence.policy.verdict.Packet;
import io.ringfence.testing.Waiting;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class NflogPacketsTest {

    private static final int GROUP = 7;
    private static final int FLOOD = 40_000;
    private static final int FROM = 2_000;
    private static final int FLOODED = 9;
    private static final int LATER = 10;
    private static final InetAddress SELF = InetAddress.getLoopbackAddress();

    /** All that is sent is told, and the kernel keeps a part of it at most. */
    @Test
    void moreThanTheKernelKeepsDoesNotEndTheHearing() {
        try (TestNamespace namespace = new TestNamespace()) {
            namespace.ip("link set lo up");
            namespace.inside(
                    "nft",
                    "add table inet tells; add chain inet tells out { type filter hook output priority 0; };"
                            + " add rule inet tells out udp dport { 9, 10 } log group " + GROUP + " drop");
            try (NflogPackets packets = NflogPackets.listen(namespace.thread(), GROUP)) {
                send(namespace, FLOOD, FLOODED);
                List<Packet> heard = packets.hear();
                assertThat(heard).isNotEmpty().hasSizeLessThan(FLOOD);

                send(namespace, 1, LATER);
                IpAddress self = IpAddress.parse(SELF.getHostAddress());
                Packet later = Packet.udp(self, FROM, self, LATER);
                Waiting.until(
                        Duration.ofSeconds(5),
                        "what is denied later is heard",
                        () -> packets.hear().contains(later));
            }
        }
    }

    private static void send(TestNamespace namespace, int count, int port) {
        namespace.thread().call(() -> {
            try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(SELF, FROM))) {
                DatagramPacket packet = new DatagramPacket(new byte[0], 0, SELF, port);
                for (int i = 0; i < count; i++) {
                    sendAlsoIfItIsDropped(socket, packet);
                }
            }
            return count;
        });
    }

    /** The kernel tells the sender of what its own rules drop. */
    private static void sendAlsoIfItIsDropped(DatagramSocket socket, DatagramPacket packet) {
        try {
            socket.send(packet);
        } catch (IOException dropped) {
            assertThat(dropped).hasMessageContaining("Operation not permitted");
        }
    }
}
