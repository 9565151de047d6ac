package io.ringfence.events.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesAndPortsTest {
    @Test
    void a_port_range_reads_and_writes_the_same() {
        assertThat(PortRange.parse("80/80")).hasToString("80/80");
        assertThat(PortRange.parse("-1/-1")).isEqualTo(PortRange.ALL).hasToString("-1/-1");
        assertThat(PortRange.parse("1/65535").contains(65_535)).isTrue();
        assertThat(PortRange.parse("10/20").contains(21)).isFalse();
        assertThat(PortRange.ALL.contains(0)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "80", "80-90", "0/80", "90/80", "1/65536", "-1/80", "80/-1", "-1/0", " 80/80", "80/80 "})
    void what_is_not_a_port_range_is_refused(String text) {
        assertThatThrownBy(() -> PortRange.parse(text)).isInstanceOf(InvalidValue.class);
    }

    @Test
    void enumerations_are_read_in_any_case() {
        assertThat(Direction.parse("ingress")).isEqualTo(Direction.INGRESS);
        assertThat(RuleAction.parse("Accept")).isEqualTo(RuleAction.ACCEPT);
        assertThat(Protocol.parse("TCP")).isEqualTo(Protocol.TCP);
        assertThatThrownBy(() -> RuleAction.parse("REJECT")).hasMessageContaining("ACCEPT or DROP");
        assertThatThrownBy(() -> Protocol.parse("sctp")).hasMessageContaining("tcp, udp, icmp");
    }

    @Test
    void a_revision_without_a_kind_is_of_the_rules() {
        Revision revision = Revision.parse("sg-webwebwebwebweb00@12");

        assertThat(revision).hasToString("rules:sg-webwebwebwebweb00@12");
        assertThat(Revision.parse("prefix-list:pl-z@5").aggregate().kind()).isEqualTo(AggregateKind.PREFIX_LIST);
        assertThat(Revision.parse("prefix-list:pl-z@5").number()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sg-x", "sg-x@", "@3", "sg-x@0", "sg-x@-1", "sg-x@x", "rule:sg-x@3", "rules:@3"})
    void what_is_not_a_revision_is_refused(String text) {
        assertThatThrownBy(() -> Revision.parse(text)).isInstanceOf(InvalidValue.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "sg-", "sg-short", "sg-WEBWEBWEBWEBWEB00", "sgr-webwebwebwebweb00", "sg-webwebwebwebweb000"})
    void a_group_id_has_one_form(String text) {
        assertThatThrownBy(() -> new SecurityGroupId(text)).isInstanceOf(InvalidValue.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "an-interface-too-long", "sg/1", "sg 1", "sg\"1", "sg*", "-sg"})
    void an_interface_name_is_one_that_the_kernel_takes(String text) {
        assertThatThrownBy(() -> new InterfaceName(text)).isInstanceOf(InvalidValue.class);
    }
}
