package io.ringfence.agent.condition;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.agent.condition.HostCondition.Dropper;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostConditionTest {

    @Test
    void aHostInGoodOrderHasNothingToSay() {
        assertThat(HostCondition.UNKNOWN.warnings()).isEmpty();
        assertThat(new HostCondition(89, 100, List.of()).warnings()).isEmpty();
    }

    @Test
    void aTableOfConnectionsThatIsNearlyFullIsSaidBeforeItIs() {
        assertThat(new HostCondition(90, 100, List.of()).warnings())
                .containsExactly(
                        "the table of connections is nearly full, 90 of 100: new connections are dropped when it"
                                + " is; raise net.netfilter.nf_conntrack_max");
    }

    @Test
    void whoeverDropsIsNamedWithTheRuleThatHelpsInThatHook() {
        Dropper forward = new Dropper("ip", "filter", "FORWARD", "forward");
        Dropper output = new Dropper("inet", "firewall", "out", "output");
        assertThat(new HostCondition(0, 0, List.of(forward, output)).warnings())
                .containsExactly(
                        "table ip filter, chain FORWARD, drops in forward what it does not accept, also what the policy"
                                + " allows; to leave instances to Ringfence: nft insert rule ip filter FORWARD iifname"
                                + " \"sg*\" accept; nft insert rule ip filter FORWARD oifname \"sg*\" accept",
                        "table inet firewall, chain out, drops in output what it does not accept, also what the policy"
                                + " allows; to leave instances to Ringfence: nft insert rule inet firewall out oifname"
                                + " \"sg*\" accept");
    }
}
