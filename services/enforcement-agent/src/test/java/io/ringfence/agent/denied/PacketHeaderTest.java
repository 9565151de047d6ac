package io.ringfence.agent.denied;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.events.value.IpAddress;
import io.ringfence.policy.verdict.Packet;
import io.ringfence.testing.Seeds;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PacketHeaderTest {

    private static final IpAddress A = IpAddress.parse("10.0.0.1");
    private static final IpAddress B = IpAddress.parse("10.0.0.2");
    private static final IpAddress A6 = IpAddress.parse("fd00::1");
    private static final IpAddress B6 = IpAddress.parse("fd00::2");
    private static final String ADDRESSES = "0a0000010a000002";
    private static final String ADDRESSES_V6 = "fd000000000000000000000000000001fd000000000000000000000000000002";
    private static final String PORTS = "1f900050";

    @Test
    void tcpAndUdpHavePorts() {
        assertThat(read("4500003400004000400600" + "00" + ADDRESSES + PORTS)).contains(Packet.tcp(A, 8_080, B, 80));
        assertThat(read("6000000000141140" + ADDRESSES_V6 + PORTS)).contains(Packet.udp(A6, 8_080, B6, 80));
    }

    @Test
    void icmpHasItsTypeInItsOwnFamily() {
        assertThat(read("450000340000400040010000" + ADDRESSES + "08000000")).contains(Packet.icmp(A, B, 8));
        assertThat(read("6000000000143a40" + ADDRESSES_V6 + "80000000")).contains(Packet.icmp(A6, B6, 128));
        assertThat(read("6000000000140140" + ADDRESSES_V6 + "80000000")).contains(Packet.ofProtocol(1, A6, B6));
    }

    @Test
    void optionsAndExtensionsAreSteppedOver() {
        assertThat(read("460000340000400040060000" + ADDRESSES + "01010101" + PORTS))
                .contains(Packet.tcp(A, 8_080, B, 80));
        assertThat(read("6000000000140040" + ADDRESSES_V6 + "3c00000000000000" + "0601000000000000" + "0000000000000000"
                        + PORTS))
                .contains(Packet.tcp(A6, 8_080, B6, 80));
    }

    @Test
    void laterFragmentsHaveNoPorts() {
        assertThat(read("450000340000000140060000" + ADDRESSES + PORTS)).contains(Packet.ofProtocol(6, A, B));
        assertThat(read("6000000000142c40" + ADDRESSES_V6 + "0600000800000000" + PORTS))
                .contains(Packet.ofProtocol(6, A6, B6));
        assertThat(read("6000000000142c40" + ADDRESSES_V6 + "0600000100000000" + PORTS))
                .contains(Packet.tcp(A6, 8_080, B6, 80));
    }

    @Test
    void whatIsTooShortOrNoPacketIsNothing() {
        byte[] whole = bytes("6000000000140040" + ADDRESSES_V6 + "0600000000000000" + PORTS);
        for (int length = 0; length < whole.length; length++) {
            assertThat(PacketHeader.read(Arrays.copyOf(whole, length)))
                    .as("%d bytes", length)
                    .isEmpty();
        }
        assertThat(read("00".repeat(60))).isEmpty();
    }

    @Test
    void noBytesAreAFailure() {
        Seeds.forEach(1_000, random -> {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            if (bytes.length > 0) {
                bytes[0] = (byte) (random.nextBoolean() ? 0x45 : 0x60);
            }
            PacketHeader.read(bytes)
                    .ifPresent(packet -> assertThat(packet.protocol()).isBetween(0, 255));
        });
    }

    private static Optional<Packet> read(String hex) {
        return PacketHeader.read(bytes(hex));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
