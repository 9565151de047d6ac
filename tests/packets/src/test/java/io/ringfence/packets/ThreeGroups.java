package io.ringfence.packets;

import io.ringfence.events.value.InnerAccessPolicy;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.lab.Machine;
import java.util.List;

/**
 * The policy of the truth table: a is BASIC with inner access ACCEPT, b BASIC with inner access DROP, c ADVANCED. Each
 * has an instance on each host; d1 and d2 stay unregistered. {@code @a} and {@code @b} stand for the groups' ids.
 */
final class ThreeGroups {

    private static final String RULES_OF_A = """
            ingress accept  1 tcp   80/80 0.0.0.0/0
            ingress accept  1 tcp   80/80 ::/0
            ingress accept 20 tcp   81/81 0.0.0.0/0
            ingress drop   20 tcp   81/81 10.90.0.0/16
            ingress drop    5 udp   53/53 10.90.2.11/32
            ingress accept 10 udp   53/53 @b
            egress  drop    1 tcp   80/80 198.18.0.0/15
            """;
    private static final String RULES_OF_B = """
            ingress accept  1 tcp    80/81 @a
            ingress accept  1 icmp   -1/-1 0.0.0.0/0
            ingress accept  1 icmpv6 -1/-1 @a
            ingress accept  1 udp    53/53 198.18.1.0/24
            ingress accept  1 udp    53/53 2001:db8:1::/64
            """;
    private static final String RULES_OF_C = """
            egress  accept  1 tcp    80/80 10.90.0.0/16
            egress  accept  1 tcp    80/80 fd90::/16
            egress  accept  1 udp    53/53 0.0.0.0/0
            ingress accept  1 tcp    80/80 198.18.1.0/24
            ingress accept  1 all    -1/-1 10.90.1.1/32
            """;

    private ThreeGroups() {}

    /** Writes the groups and registers the instances; answers once both hosts enforce them. */
    static void on(TwoHosts hosts) {
        SecurityGroupId a = Scribe.newGroupId();
        SecurityGroupId b = Scribe.newGroupId();
        SecurityGroupId c = Scribe.newGroupId();
        Scribe scribe = hosts.scribe();
        scribe.group(
                a,
                SecurityGroupType.BASIC,
                InnerAccessPolicy.ACCEPT,
                Scribe.rules(RULES_OF_A.replace("@b", b.value())));
        scribe.group(
                b, SecurityGroupType.BASIC, InnerAccessPolicy.DROP, Scribe.rules(RULES_OF_B.replace("@a", a.value())));
        scribe.group(c, SecurityGroupType.ADVANCED, InnerAccessPolicy.DROP, Scribe.rules(RULES_OF_C));
        List.of("a1", "a2").forEach(name -> register(hosts, name, a));
        List.of("b1", "b2").forEach(name -> register(hosts, name, b));
        List.of("c1", "c2").forEach(name -> register(hosts, name, c));
        hosts.awaitEnforced();
    }

    private static void register(TwoHosts hosts, String name, SecurityGroupId group) {
        Machine machine = hosts.machine(name);
        hosts.scribe().register(machine, hosts.hostOf(machine), group);
    }
}
