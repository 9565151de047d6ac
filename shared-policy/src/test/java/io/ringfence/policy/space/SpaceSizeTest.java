package io.ringfence.policy.space;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.Cidr;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.PortRange;
import io.ringfence.events.value.Protocol;
import io.ringfence.events.value.RuleAction;
import io.ringfence.events.value.RuleId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.policy.image.AddressSet;
import io.ringfence.policy.image.Members;
import io.ringfence.policy.resolve.GroupPolicy;
import io.ringfence.policy.resolve.ResolvedPeer;
import io.ringfence.policy.resolve.ResolvedRule;
import io.ringfence.policy.resolve.SidePolicy;
import io.ringfence.policy.verdict.Verdict;
import io.ringfence.testing.Seeds;
import io.ringfence.testing.story.Gen;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Many rules and large groups, in a long run as many and as large as there may be; says how much time of a processor each
 * question takes.
 */
class SpaceSizeTest {
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();
    private static final boolean LONG = Boolean.getBoolean("ringfence.test.long");
    private static final int RULES = LONG ? 200 : 80;
    private static final int GROUPS = RULES / 10;
    private static final int MEMBERS = LONG ? 65_536 : 2_000;
    private static final int DEAD_TO_CHECK = 3;
    private static final int ROUNDS = LONG ? 10 : 1;

    private static final AddressRange FIRST_MEMBER =
            new AddressRange(IpAddress.parse("10.0.0.0"), IpAddress.parse("10.0.0.0"));

    private final Gen gen = new Gen(new SplittableRandom(Seeds.one()));

    private interface Mix {
        ResolvedRule rule(int number);
    }

    @Test
    void aSideOfManyRulesAndLargeGroupsIsAnswered() {
        Map<SecurityGroupId, Members> members = members();
        measure("usual", this::usual, members);
        measure("crossing", this::crossing, members);
    }

    private void measure(String name, Mix mix, Map<SecurityGroupId, Members> members) {
        List<ResolvedRule> rules = new ArrayList<>();
        for (int i = 0; i < RULES; i++) {
            rules.add(mix.rule(i));
        }
        GroupPolicy before = policy(rules);
        rules.set(gen.between(0, RULES - 1), mix.rule(RULES));
        GroupPolicy after = policy(rules);
        Owners owners = Owners.now(members);
        Map<SecurityGroupId, Members> fewer = new HashMap<>(members);
        fewer.put(group(0), withoutFirst(group(0), members));

        PacketSpace was = timed(name, "accepted", () -> PacketSpace.accepted(before, Direction.INGRESS));
        PacketSpace is = PacketSpace.accepted(after, Direction.INGRESS);
        PolicyDifference difference = timed(name, "difference", () -> PolicyDifference.between(was, is, owners));
        timed(name, "isEmpty", difference::isEmpty);
        List<Box> opened = timed(name, "boxes opened", () -> difference.opened().boxes(owners));
        List<Box> all = timed(name, "boxes of all", () -> is.boxes(owners));
        timed(name, "dead now", () -> DeadRules.of(after, Direction.INGRESS, owners));
        List<DeadRule> dead = timed(name, "dead for any", () -> DeadRules.of(after, Direction.INGRESS, Owners.ANY));
        PolicyDifference left =
                timed(name, "a member left", () -> PolicyDifference.between(is, is, Owners.changed(members, fewer)));
        List<Box> closed = timed(name, "boxes closed", () -> left.closed().boxes(left.owners()));
        System.out.println(name + ": " + all.size() + " boxes, " + opened.size() + " opened, " + dead.size() + " dead, "
                + closed.size() + " closed by the member");

        assertThat(was.union(difference.opened()).minus(difference.closed())).isEqualTo(is);
        assertThat(dead.subList(0, Math.min(DEAD_TO_CHECK, dead.size())))
                .allSatisfy(rule -> assertThat(PacketSpace.accepted(without(rule, rules), Direction.INGRESS))
                        .isEqualTo(is));
        assertThat(closed).allSatisfy(box -> assertThat(box.peers().also()).containsExactly(FIRST_MEMBER));
    }

    private static GroupPolicy without(DeadRule dead, List<ResolvedRule> rules) {
        return policy(rules.stream().filter(rule -> !rule.equals(dead.rule())).toList());
    }

    private static <T> T timed(String mix, String name, Supplier<T> question) {
        long begin = CPU.getCurrentThreadCpuTime();
        T answer = question.get();
        long first = CPU.getCurrentThreadCpuTime() - begin;
        List<Long> rounds = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            begin = CPU.getCurrentThreadCpuTime();
            answer = question.get();
            rounds.add(CPU.getCurrentThreadCpuTime() - begin);
        }
        rounds.sort(null);
        System.out.printf(
                "%s, %s: first %.1f ms, least %.1f ms, median %.1f ms%n",
                mix, name, first / 1e6, rounds.get(0) / 1e6, rounds.get(ROUNDS / 2) / 1e6);
        return answer;
    }

    /** Mostly one port and one block, some ranges, one in ten a group, some five-tuples. */
    private ResolvedRule usual(int number) {
        Protocol protocol = number % 40 == 1 ? Protocol.ALL : gen.chance(75) ? Protocol.TCP : Protocol.UDP;
        int port = gen.between(1, 60_000);
        PortRange ports = new PortRange(port, gen.chance(70) ? port : gen.between(port, port + 5_000));
        ResolvedPeer peer = number % (RULES / GROUPS) == 0
                ? new ResolvedPeer.MembersOf(group(number / (RULES / GROUPS) % GROUPS))
                : new ResolvedPeer.Blocks(List.of(
                        block(gen.pick(protocol == Protocol.ALL ? List.of(16, 24, 32) : List.of(0, 8, 16, 24, 32)))));
        return rule(
                number,
                protocol,
                ports,
                peer,
                gen.chance(10) ? new PortRange(1024, gen.between(1024, 65_535)) : null,
                gen.chance(10) ? block(gen.between(16, 32)) : null);
    }

    /** Each rule wide on every axis, so that it crosses most others. */
    private ResolvedRule crossing(int number) {
        int port = gen.between(1, 60_000);
        int source = gen.between(1, 60_000);
        return rule(
                number,
                Protocol.TCP,
                new PortRange(port, gen.between(port, 65_535)),
                new ResolvedPeer.Blocks(List.of(block(gen.between(0, 12)))),
                new PortRange(source, gen.between(source, 65_535)),
                block(gen.between(0, 12)));
    }

    private ResolvedRule rule(
            int number,
            Protocol protocol,
            PortRange ports,
            ResolvedPeer peer,
            @Nullable PortRange sourcePorts,
            @Nullable Cidr local) {
        boolean hasPorts = protocol.hasPorts();
        return new ResolvedRule(
                new RuleId("sgr-" + digits(number)),
                gen.chance(60) ? RuleAction.ACCEPT : RuleAction.DROP,
                protocol,
                hasPorts ? ports : PortRange.ALL,
                peer,
                hasPorts ? sourcePorts : null,
                local,
                null);
    }

    private Cidr block(int prefix) {
        return new Cidr(
                IpAddress.parse("10." + gen.between(0, 3) + "." + gen.between(0, 255) + "." + gen.between(0, 255)),
                prefix);
    }

    private static GroupPolicy policy(List<ResolvedRule> rules) {
        SidePolicy side = new SidePolicy(rules, Verdict.DROP);
        return new GroupPolicy(new SecurityGroupId("sg-" + digits(999)), 1, 1, false, side, side);
    }

    private static SecurityGroupId group(int number) {
        return new SecurityGroupId("sg-" + digits(number));
    }

    private static String digits(int number) {
        return String.format("%017d", number);
    }

    /** Every second address from 10.0.0.0 on, dealt to the groups in turn, so that no two of a group are neighbours. */
    private static Map<SecurityGroupId, Members> members() {
        Map<SecurityGroupId, Members> members = new HashMap<>();
        for (int group = 0; group < GROUPS; group++) {
            List<IpAddress> addresses = new ArrayList<>();
            for (int i = 0; i < MEMBERS; i++) {
                addresses.add(new IpAddress(AddressFamily.IPV4, 0, 0x0a00_0000L + 2L * (i * GROUPS + group)));
            }
            members.put(group(group), new Members(AddressSet.of(addresses), AddressSet.NONE));
        }
        return members;
    }

    private static Members withoutFirst(SecurityGroupId group, Map<SecurityGroupId, Members> members) {
        Members all = members.getOrDefault(group, Members.NONE);
        return new Members(AddressSet.of(all.ipv4().stream().skip(1).toList()), all.ipv6());
    }
}
