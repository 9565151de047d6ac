package io.ringfence.bench.forwarding;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class UdpFrameTest {
    private static final Link LINK = new Link(3, "02:00:00:00:00:0a", "02:00:00:00:00:0b");
    private static final InetSocketAddress CLIENT = new InetSocketAddress("198.18.1.10", 10_000);
    private static final InetSocketAddress SERVER = new InetSocketAddress("10.90.1.10", 9_000);

    @Test
    void a_request_is_a_whole_frame_of_the_least_length() {
        byte[] frame = UdpFrame.request(LINK, CLIENT, SERVER).bytes();

        assertThat(frame).hasSize(60);
        assertThat(HexFormat.of().formatHex(frame))
                .startsWith("02000000000b" + "02000000000a" + "0800" + "4500002e" + "00004000" + "4011")
                .contains("c612010a" + "0a5a010a" + "2710" + "2328" + "001a" + "0000");
    }

    @Test
    void its_header_sums_up_to_all_ones() {
        ByteBuffer frame =
                ByteBuffer.wrap(UdpFrame.request(LINK, CLIENT, SERVER).bytes());
        int sum = 0;
        for (int at = 14; at < 34; at += 2) {
            sum += Short.toUnsignedInt(frame.getShort(at));
        }

        assertThat((sum & 0xffff) + (sum >>> 16)).isEqualTo(0xffff);
    }

    @Test
    void the_client_s_port_tells_flows_apart_in_both_directions() {
        UdpFrame request = UdpFrame.request(LINK, CLIENT, SERVER);
        UdpFrame reply = UdpFrame.reply(LINK, SERVER, CLIENT);

        assertThat(ByteBuffer.wrap(request.bytes()).getShort(request.flowPortAt()))
                .isEqualTo((short) 10_000);
        assertThat(ByteBuffer.wrap(reply.bytes()).getShort(reply.flowPortAt())).isEqualTo((short) 10_000);
    }
}
