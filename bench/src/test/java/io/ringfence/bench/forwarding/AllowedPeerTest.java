package io.ringfence.bench.forwarding;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.events.value.Protocol;
import java.util.List;
import org.junit.jupiter.api.Test;

class AllowedPeerTest {
    private static final String BLOCK = "198.18.0.0/16";
    private static final int PORT = 9_000;

    @Test
    void only_the_last_rule_lets_the_client_through() {
        for (int count : List.of(1, 10, 50, 200)) {
            List<AllowedPeer> rules = AllowedPeer.list(count, BLOCK, PORT);

            assertThat(rules).hasSize(count);
            assertThat(rules.subList(0, count - 1)).noneMatch(AllowedPeerTest::matches);
            assertThat(rules.get(count - 1)).matches(AllowedPeerTest::matches);
        }
    }

    @Test
    void no_rules_are_no_rules() {
        assertThat(AllowedPeer.list(0, BLOCK, PORT)).isEmpty();
    }

    @Test
    void half_the_rules_are_about_udp_and_half_about_the_block() {
        List<AllowedPeer> rules = AllowedPeer.list(200, BLOCK, PORT);

        assertThat(rules.stream()
                        .filter(rule -> rule.protocol() == Protocol.UDP)
                        .count())
                .isEqualTo(101);
        assertThat(rules.stream().filter(rule -> rule.block().equals(BLOCK)).count())
                .isBetween(95L, 101L);
    }

    @Test
    void our_rules_are_asked_in_the_order_of_the_list() {
        List<AllowedPeer> rules = AllowedPeer.list(200, BLOCK, PORT);

        assertThat(rules.get(0).spec(0).priority()).isEqualTo(1);
        assertThat(rules.get(199).spec(199).priority()).isEqualTo(100);
    }

    private static boolean matches(AllowedPeer rule) {
        return rule.protocol() == Protocol.UDP
                && rule.block().equals(BLOCK)
                && rule.firstPort() <= PORT
                && PORT <= rule.lastPort();
    }
}
