package io.ringfence.bench.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.agent.render.TableRenderer;
import io.ringfence.agent.render.Withheld;
import io.ringfence.agent.table.Epoch;
import org.junit.jupiter.api.Test;

class GreatHostTest {
    private final GreatHost host = new GreatHost(2);
    private final TableRenderer renderer = new TableRenderer(HostFacts.SETTINGS);

    @Test
    void its_table_holds_every_group_and_every_member() {
        assertThat(text())
                .contains("10.2.0.9 }", "10.1.255.255", "goto in-" + HostFacts.group(1))
                .contains("m4-" + HostFacts.group(GreatHost.LARGE), "m4-" + HostFacts.group(GreatHost.SMALL));
    }

    @Test
    void who_joins_is_one_address_more() {
        text();
        String address = host.join(GreatHost.SMALL);

        assertThat(text()).contains(address);
        assertThat(host.facts().moved()).singleElement().hasToString(address);
    }

    @Test
    void a_changed_rule_changes_the_table() {
        String before = text();
        host.changeRule();

        assertThat(text()).isNotEqualTo(before).contains("30001");
    }

    private String text() {
        return renderer.render(host.facts().policy(), Withheld.NOTHING).text(Epoch.ANY);
    }
}
