package io.ringfence.bench.forwarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringfence.bench.BenchFailure;
import org.junit.jupiter.api.Test;

class LinkTest {
    private static final String ETH0 =
            "3: eth0@if2: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP mode DEFAULT group default"
                    + " qlen 1000\\    link/ether 4e:0b:11:22:33:44 brd ff:ff:ff:ff:ff:ff link-netns rf-host\n";
    private static final String PEER =
            "2: to-client@if3: <BROADCAST,UP> mtu 1500 qdisc noqueue state UP\\    link/ether 7a:00:00:00:00:01 brd"
                    + " ff:ff:ff:ff:ff:ff";

    @Test
    void both_ends_are_read_from_what_ip_shows() {
        assertThat(Link.of(ETH0, PEER)).isEqualTo(new Link(3, "4e:0b:11:22:33:44", "7a:00:00:00:00:01"));
    }

    @Test
    void what_has_no_hardware_address_is_refused() {
        assertThatThrownBy(() -> Link.of("1: lo: <LOOPBACK> mtu 65536\\    link/loopback 00:00:00:00:00:00", PEER))
                .isInstanceOf(BenchFailure.class)
                .hasMessageContaining("lo:");
    }
}
