package io.ringfence.agent.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringfence.events.value.Cidr;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.InterfaceName;
import io.ringfence.events.value.PortRange;
import io.ringfence.events.value.Protocol;
import io.ringfence.policy.verdict.AlwaysAllowed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTextTest {

    @Test
    void patternsAreSeparatedByCommas() {
        assertThat(GuardedPattern.parseAll("sg*, tap0 ,"))
                .containsExactly(new GuardedPattern("sg*"), new GuardedPattern("tap0"));
    }

    @Test
    void aStarCoversEveryNameThatBeginsSo() {
        GuardedPattern pattern = new GuardedPattern("sg*");
        assertThat(pattern.covers(new InterfaceName("sg0"))).isTrue();
        assertThat(pattern.covers(new InterfaceName("s0"))).isFalse();
    }

    @Test
    void aNameWithoutAStarCoversItselfOnly() {
        GuardedPattern pattern = new GuardedPattern("tap0");
        assertThat(pattern.covers(new InterfaceName("tap0"))).isTrue();
        assertThat(pattern.covers(new InterfaceName("tap01"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "s*g", "sg\"", "sg* }", "a-name-of-17-char", "-sg*"})
    void whatCouldMeanAnythingElseIsNoPattern(String text) {
        assertThatThrownBy(() -> new GuardedPattern(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anAlwaysAllowedEntryIsDirectionProtocolPortsAndBlock() {
        assertThat(AlwaysAllowedText.parse("egress tcp 80/80 169.254.169.254, ingress icmpv6 -1/-1 fd00::/8"))
                .containsExactly(
                        new AlwaysAllowed(
                                Direction.EGRESS,
                                Protocol.TCP,
                                PortRange.parse("80/80"),
                                Cidr.parse("169.254.169.254/32")),
                        new AlwaysAllowed(Direction.INGRESS, Protocol.ICMPV6, PortRange.ALL, Cidr.parse("fd00::/8")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"egress tcp 80/80", "egress tcp -1/-1 10.0.0.1", "sideways tcp 80/80 10.0.0.1"})
    void anEntryThatFitsNoPacketIsRefused(String text) {
        assertThatThrownBy(() -> AlwaysAllowedText.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
