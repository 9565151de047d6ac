package io.ringfence.agent.render;

import static io.ringfence.agent.Facts.APP;
import static io.ringfence.agent.Facts.HERE;
import static io.ringfence.agent.Facts.WEB;
import static io.ringfence.agent.Facts.accept;
import static io.ringfence.agent.Facts.cidr;
import static io.ringfence.agent.Facts.members;
import static io.ringfence.agent.Facts.rule;
import static io.ringfence.events.value.Direction.EGRESS;
import static io.ringfence.events.value.Direction.INGRESS;
import static io.ringfence.events.value.Protocol.ALL;
import static io.ringfence.events.value.Protocol.GRE;
import static io.ringfence.events.value.Protocol.ICMP;
import static io.ringfence.events.value.Protocol.ICMPV6;
import static io.ringfence.events.value.Protocol.TCP;
import static io.ringfence.events.value.Protocol.UDP;

import io.ringfence.agent.Facts;
import io.ringfence.events.value.InnerAccessPolicy;
import io.ringfence.events.value.RuleAction;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.events.wire.EventRecord;
import io.ringfence.policy.image.PolicyDelta;
import io.ringfence.policy.image.PolicyImage;
import io.ringfence.policy.resolve.HostPolicy;
import io.ringfence.policy.resolve.HostPolicyResolver;
import java.time.Instant;
import java.util.List;

/** Four instances in three groups, with every form that a rule can have; and a group on this host that nobody knows. */
final class SamplePolicy {

    static final SecurityGroupId DB = new SecurityGroupId("sg-0000000000000000d");
    private static final SecurityGroupId UNKNOWN = new SecurityGroupId("sg-0000000000000000u");
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private SamplePolicy() {}

    static HostPolicy resolved() {
        return resolve(events());
    }

    static HostPolicy resolve(List<EventRecord> events) {
        PolicyDelta delta = new PolicyDelta(PolicyImage.EMPTY);
        events.forEach(delta::replay);
        return HostPolicyResolver.resolve(delta.apply(), NOW, HostPolicy.empty(HERE), instance -> false);
    }

    private static List<EventRecord> events() {
        Facts facts = new Facts();
        return List.of(
                facts.group(WEB),
                facts.group(APP, SecurityGroupType.BASIC, InnerAccessPolicy.DROP),
                facts.group(DB, SecurityGroupType.ADVANCED, InnerAccessPolicy.DROP),
                facts.rules(
                        WEB,
                        accept(1, INGRESS, TCP, "80/80", cidr("0.0.0.0/0")),
                        accept(2, INGRESS, TCP, "80/80", cidr("::/0")),
                        rule(3, INGRESS, RuleAction.DROP, 1, TCP, "8000/8999", cidr("10.9.0.0/16"), null, null, null),
                        rule(4, INGRESS, RuleAction.ACCEPT, 2, TCP, "1/65535", cidr("10.0.0.0/8"), null, null, null),
                        accept(5, INGRESS, ICMP, "-1/-1", members(APP)),
                        accept(6, INGRESS, ICMPV6, "-1/-1", members(APP)),
                        rule(7, EGRESS, RuleAction.DROP, 1, ALL, "-1/-1", cidr("::/0"), null, null, null)),
                facts.rules(
                        APP,
                        accept(11, INGRESS, UDP, "53/53", members(WEB)),
                        accept(12, INGRESS, GRE, "-1/-1", cidr("fd00::/8")),
                        rule(
                                13,
                                EGRESS,
                                RuleAction.DROP,
                                50,
                                TCP,
                                "25/25",
                                cidr("0.0.0.0/0"),
                                "1024/65535",
                                "10.0.0.3/32",
                                null)),
                facts.rules(
                        DB,
                        accept(21, INGRESS, ALL, "-1/-1", cidr("10.0.0.0/24")),
                        rule(22, INGRESS, RuleAction.ACCEPT, 9, TCP, "22/22", members(WEB), null, "fd00::4/128", null)),
                facts.instance("eci-1", WEB, HERE, "sg1", "10.0.0.1", "fd00::1"),
                facts.instance("eci-2", WEB, HERE, "sg2", "10.0.0.2"),
                facts.instance("eci-3", APP, HERE, "veth3", "10.0.0.3", "fd00::3"),
                facts.instance("eci-4", DB, HERE, "sg4", "10.0.0.4", "fd00::4"),
                facts.instance("eci-5", UNKNOWN, HERE, "veth5", "10.0.0.5"),
                facts.instance("eci-9", WEB, Facts.ELSEWHERE, "sg1", "10.0.9.9"));
    }
}
