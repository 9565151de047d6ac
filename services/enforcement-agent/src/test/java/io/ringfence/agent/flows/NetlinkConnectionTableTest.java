package io.ringfence.agent.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringfence.agent.TestNamespace;
import io.ringfence.nativecalls.NativeFailure;
import io.ringfence.nativecalls.NetlinkAttributes;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Against a real kernel. */
class NetlinkConnectionTableTest {

    private static final int MASK = 0xff00_0000;
    private static final int TUPLE_ORIGINAL = 1 | 0x8000;

    @Test
    void aConnectionThatHasEndedStaysEndedAndOneThatTheKernelCannotReadIsAFailure() {
        try (TestNamespace namespace = new TestNamespace();
                ConnectionTable connections = new NetlinkConnectionTable(namespace.thread())) {
            namespace.inside(
                    "conntrack",
                    "-I",
                    "-s",
                    "10.0.0.1",
                    "-d",
                    "10.0.0.2",
                    "-p",
                    "udp",
                    "--sport",
                    "7",
                    "--dport",
                    "9",
                    "-t",
                    "60",
                    "-m",
                    "5");
            Connection made = connections.list(mark -> true).get(0);
            connections.mark(Map.of(made, 0x0100_0000), MASK);
            assertThat(connections.list(mark -> true))
                    .singleElement()
                    .satisfies(connection -> assertThat(connection.mark()).isEqualTo(0x0100_0005));

            namespace.inside("conntrack", "-F");
            connections.mark(Map.of(made, 0x0200_0000), MASK);
            assertThat(connections.list(mark -> true)).isEmpty();

            Connection misnamed = new Connection(
                    made.first(),
                    0,
                    () -> NetlinkAttributes.after((byte) 2, (byte) 0, (byte) 0, (byte) 0)
                            .put(TUPLE_ORIGINAL, new byte[0]));
            assertThatThrownBy(() -> connections.mark(Map.of(misnamed, 0), MASK))
                    .isInstanceOf(NativeFailure.class);
        }
    }
}
