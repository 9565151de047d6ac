package io.ringfence.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PacketBytesTest {

    private static final byte[] PAYLOAD = "odd length!".getBytes(StandardCharsets.US_ASCII);
    private final InetAddress a4 = Block.ipv4(24, 10, 1, 2).at(3);
    private final InetAddress b4 = Block.ipv4(24, 10, 9, 8).at(7);
    private final InetAddress a6 = Block.ipv6(0xfd00, 1, 2).at(3);
    private final InetAddress b6 = Block.ipv6(0xfd00, 4, 5).at(6);

    @Test
    void theIpv4HeaderAddsUpToItsChecksum() {
        byte[] bytes = PacketBytes.of(FirstPacket.udp(a4, 1000, b4, 53), 1, PAYLOAD);

        assertThat(onesComplementSum(bytes, 0, 20, 0)).isEqualTo(0xffff);
        assertThat(bytes).hasSize(20 + 8 + PAYLOAD.length);
        assertThat(ByteBuffer.wrap(bytes).getShort(2)).isEqualTo((short) bytes.length);
    }

    @Test
    void everyTransportOfBothFamiliesAddsUpToItsChecksum() {
        for (FirstPacket packet : List.of(
                FirstPacket.tcpSyn(a4, 1000, b4, 80),
                FirstPacket.tcpSyn(a6, 1000, b6, 80),
                FirstPacket.udp(a4, 1000, b4, 53),
                FirstPacket.udp(a6, 1000, b6, 53),
                FirstPacket.echo(a6, b6))) {
            byte[] bytes = PacketBytes.of(packet, 77, PAYLOAD);
            int header = bytes[0] >> 4 == 4 ? 20 : 40;
            int addresses = bytes[0] >> 4 == 4 ? 12 : 8;
            int pseudo = onesComplementSum(bytes, addresses, header, packet.protocol() + bytes.length - header);
            assertThat(onesComplementSum(bytes, header, bytes.length, pseudo))
                    .as(packet.toString())
                    .isEqualTo(0xffff);
        }
    }

    @Test
    void anIpv4EchoRequestCarriesTypeIdentifierAndItsOwnChecksum() {
        byte[] bytes = PacketBytes.of(FirstPacket.echo(a4, b4), 0x1234, PAYLOAD);

        assertThat(bytes[20]).isEqualTo((byte) FirstPacket.ECHO);
        assertThat(ByteBuffer.wrap(bytes).getShort(24)).isEqualTo((short) 0x1234);
        assertThat(onesComplementSum(bytes, 20, bytes.length, 0)).isEqualTo(0xffff);
    }

    @Test
    void aMarkerIsFoundWhereverItStandsAndOnlyItsOwn() {
        Marker marker = new Marker();
        for (FirstPacket packet : List.of(
                FirstPacket.tcpSyn(a4, 1, b4, 2),
                FirstPacket.echo(a6, b6),
                FirstPacket.other(a4, b4, FirstPacket.GRE),
                FirstPacket.other(a6, b6, FirstPacket.EXPERIMENTAL))) {
            byte[] bytes = PacketBytes.of(packet, 5, marker.bytes(4711));
            assertThat(marker.find(bytes, bytes.length)).isEqualTo(4711);
            assertThat(marker.find(bytes, bytes.length - 1)).isEqualTo(Marker.NONE);
            assertThat(new Marker().find(bytes, bytes.length)).isEqualTo(Marker.NONE);
        }
    }

    private static int onesComplementSum(byte[] bytes, int from, int to, int start) {
        int sum = start;
        for (int i = from; i < to; i++) {
            sum += (bytes[i] & 0xff) << ((i - from) % 2 == 0 ? 8 : 0);
        }
        while (sum > 0xffff) {
            sum = (sum & 0xffff) + (sum >>> 16);
        }
        return sum;
    }
}
