package io.ringfence.bench.forwarding;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.events.value.Protocol;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The chains that Neutron and CloudStack would make of the same rules. */
class PeerChainsTest {
    private static final List<AllowedPeer> RULES = List.of(
            new AllowedPeer(Protocol.TCP, 80, 89, "10.0.0.0/8"),
            new AllowedPeer(Protocol.UDP, 9_000, 9_000, "198.18.0.0/16"));

    @Test
    void neutron_asks_established_connections_first_then_one_rule_after_the_other() {
        String chains = NeutronChains.of(RULES, "sg1", "10.90.1.10", "02:00:00:00:00:01");

        assertThat(chains)
                .containsSubsequence(
                        "-A FORWARD -j neutron-FORWARD",
                        "-A neutron-FORWARD -o sg1 -j neutron-sg-chain",
                        "-A neutron-sg-chain -o sg1 -j neutron-i",
                        "-A neutron-i -m state --state RELATED,ESTABLISHED -j RETURN",
                        "-A neutron-i -s 10.0.0.0/8 -p tcp -m tcp -m multiport --dports 80:89 -j RETURN",
                        "-A neutron-i -s 198.18.0.0/16 -p udp -m udp --dport 9000 -j RETURN",
                        "-A neutron-i -m state --state INVALID -j DROP",
                        "-A neutron-i -j neutron-sg-fallback",
                        "COMMIT\n");
    }

    @Test
    void cloudstack_asks_each_rule_for_new_connections() {
        String chains = CloudStackChains.of(RULES, "sg1", "10.90.1.10");

        assertThat(chains)
                .containsSubsequence(
                        "-A FORWARD -o sg1 -j BF-br",
                        "-A BF-br -m state --state RELATED,ESTABLISHED -j ACCEPT",
                        "-A BF-br-OUT -o sg1 -j i-1-def",
                        "-A i-1-def -o sg1 -j i-1",
                        "-A i-1 -s 10.0.0.0/8 -p tcp -m tcp --dport 80:89 -m state --state NEW -j ACCEPT",
                        "-A i-1 -s 198.18.0.0/16 -p udp -m udp --dport 9000:9000 -m state --state NEW -j ACCEPT",
                        "-A i-1 -j DROP",
                        "COMMIT\n");
    }
}
