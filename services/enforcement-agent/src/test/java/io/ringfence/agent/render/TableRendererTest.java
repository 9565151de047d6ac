package io.ringfence.agent.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.agent.Facts;
import io.ringfence.agent.table.Epoch;
import io.ringfence.agent.table.MarkMask;
import io.ringfence.events.value.Cidr;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.PortRange;
import io.ringfence.events.value.Protocol;
import io.ringfence.policy.resolve.HostPolicy;
import io.ringfence.policy.verdict.AlwaysAllowed;
import io.ringfence.policy.verdict.Exemptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TableRendererTest {

    private static final List<GuardedPattern> GUARDED = List.of(new GuardedPattern("sg*"));

    private static final Epoch EPOCH = new Epoch(MarkMask.DEFAULT, 1);

    private final TableRenderer renderer =
            new TableRenderer(new TableSettings(GUARDED, Exemptions.DEFAULT, MarkMask.DEFAULT));

    @Test
    void aHostWithEveryFormOfRuleIsTheGoldenTable() throws IOException {
        assertThat(text(renderer, Withheld.NOTHING)).isEqualTo(golden("sample.nft"));
    }

    @Test
    void aHostWithoutInstancesIsTheClosedTable() throws IOException {
        assertThat(renderer.render(HostPolicy.empty(Facts.HERE), Withheld.NOTHING)
                        .text(EPOCH))
                .isEqualTo(golden("closed.nft"));
    }

    @Test
    void onePolicyIsOneTextWhoeverResolvesIt() {
        assertThat(text(renderer, Withheld.NOTHING)).isEqualTo(text(renderer, Withheld.NOTHING));
    }

    @Test
    void aWithheldInstanceIsInNoMapAndMaySendFromNoAddress() {
        Withheld withheld = new Withheld(Set.of(new InstanceId("eci-3")), Set.of());
        assertThat(text(renderer, withheld))
                .doesNotContain("\"veth3\" :")
                .doesNotContain("\"veth3\" .")
                .contains("set guarded {\n    type ifname\n    elements = { \"veth3\", \"veth5\" }");
    }

    @Test
    void aWithheldGroupHasNoChainAndItsInstancesAreClosed() {
        Withheld withheld = new Withheld(Set.of(), Set.of(Facts.WEB));
        assertThat(text(renderer, withheld))
                .doesNotContain("in-" + Facts.WEB)
                .doesNotContain("\"sg1\"")
                .contains("\"sg4\" : goto in-" + SamplePolicy.DB);
    }

    @Test
    void withoutDhcpItsPacketsAreJudgedAsAnyOther() {
        TableSettings noDhcp = new TableSettings(GUARDED, new Exemptions(false, List.of()), MarkMask.DEFAULT);
        assertThat(text(new TableRenderer(noDhcp), Withheld.NOTHING))
                .doesNotContain("udp sport 68")
                .doesNotContain("udp sport 547");
    }

    @Test
    void whatIsAlwaysAllowedPassesAntiSpoofingAndItsSideOfThePolicy() {
        AlwaysAllowed metadata = new AlwaysAllowed(
                Direction.EGRESS, Protocol.TCP, PortRange.parse("80/80"), Cidr.parse("169.254.169.254"));
        AlwaysAllowed checker =
                new AlwaysAllowed(Direction.INGRESS, Protocol.ICMP, PortRange.ALL, Cidr.parse("10.1.0.0/16"));
        TableSettings settings =
                new TableSettings(GUARDED, new Exemptions(true, List.of(metadata, checker)), MarkMask.DEFAULT);
        String table = text(new TableRenderer(settings), Withheld.NOTHING);
        String out = "    tcp dport 80 ip daddr 169.254.169.254/32 return\n";
        assertThat(table)
                .contains(out + "    counter name \"spoofed\" drop\n")
                .contains("chain from_instance {\n" + out)
                .contains("chain to_instance {\n    meta l4proto 1 ip saddr 10.1.0.0/16 return\n");
    }

    private static String text(TableRenderer renderer, Withheld withheld) {
        return renderer.render(SamplePolicy.resolved(), withheld).text(EPOCH);
    }

    static String golden(String name) throws IOException {
        try (InputStream file = TableRendererTest.class.getResourceAsStream("/golden/" + name)) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
