package io.ringfence.nativecalls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Asks the kernel for links, which needs no privilege. */
class NetlinkSocketTest {

    private static final int GET_LINK = 18;
    private static final int NEW_LINK = 16;
    private static final int LINK_FIXED_PART = 16;
    private static final int LINK_NAME = 3;

    @Test
    void aListHoldsEveryObjectWithItsAttributes() {
        try (NetlinkSocket socket = NetlinkSocket.open(NetlinkSocket.ROUTE)) {
            assertThat(socket.list(GET_LINK, new byte[LINK_FIXED_PART]))
                    .allMatch(message -> message.type() == NEW_LINK)
                    .extracting(message ->
                            new String(message.attributes(LINK_FIXED_PART).get(LINK_NAME), StandardCharsets.US_ASCII))
                    .contains("lo\0");
        }
    }

    @Test
    void oneSocketAnswersManyTimes() {
        try (NetlinkSocket socket = NetlinkSocket.open(NetlinkSocket.ROUTE)) {
            for (int i = 0; i < 100; i++) {
                assertThat(socket.list(GET_LINK, new byte[LINK_FIXED_PART])).isNotEmpty();
            }
        }
    }

    @Test
    void theKernelsRefusalIsToldWithItsErrno() {
        try (NetlinkSocket socket = NetlinkSocket.open(NetlinkSocket.ROUTE)) {
            assertThatThrownBy(() -> socket.ask(GET_LINK, new byte[LINK_FIXED_PART]))
                    .isInstanceOf(NativeFailure.class)
                    .hasMessageContaining("Invalid argument");
        }
    }
}
