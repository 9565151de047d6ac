package io.ringfence.projection;

import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupDeleted;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupDeletionRequested;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupModified;
import io.ringfence.events.instance.InstanceEvent.InstanceDeleted;
import io.ringfence.events.instance.InstanceEvent.InstanceModified;
import io.ringfence.events.instance.MembershipEvent.MembershipClosed;
import io.ringfence.events.rule.PrefixListEntry;
import io.ringfence.events.rule.PrefixListEvent.PrefixListCreated;
import io.ringfence.events.rule.PrefixListEvent.PrefixListModified;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.rule.RuleSetEvent.ReferencesClosed;
import io.ringfence.events.rule.RuleSetEvent.RuleExpired;
import io.ringfence.events.rule.RuleSetEvent.RuleModified;
import io.ringfence.events.rule.RuleSetEvent.RuleSetDeleted;
import io.ringfence.events.rule.RuleSetEvent.RulesRevoked;
import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.Cidr;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.HostName;
import io.ringfence.events.value.InnerAccessPolicy;
import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.InterfaceName;
import io.ringfence.events.value.Peer;
import io.ringfence.events.value.PrefixListId;
import io.ringfence.events.value.Protocol;
import io.ringfence.events.value.RuleAction;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.events.value.VpcId;
import io.ringfence.events.wire.EventRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A history of random changes, each of which the write side might have made. The same seed gives the same history. */
public final class RandomHistory {
    static final int ADDRESSES = 12;
    private static final List<String> CIDRS =
            List.of("10.0.0.0/8", "10.7.0.0/29", "10.7.0.4/32", "0.0.0.0/0", "198.51.100.0/24");

    final History history;
    private final Random random;
    private final Map<SecurityGroupId, List<Rule>> groups = new LinkedHashMap<>();
    private final Map<InstanceId, Member> instances = new LinkedHashMap<>();
    private final List<PrefixListId> lists = new ArrayList<>();

    private record Member(SecurityGroupId group, int address) {}

    public RandomHistory(long seed, int changes) {
        history = new History(seed);
        random = new Random(seed);
        makeGroup();
        makeGroup();
        makeList();
        for (int i = 0; i < changes; i++) {
            change();
        }
    }

    /** All of it, in the order of time. */
    public List<EventRecord> events() {
        return List.copyOf(history.events);
    }

    /** The address with this number, 0..{@value #ADDRESSES} - 1; the same few go from instance to instance. */
    static String address(int number) {
        return "10.7.0." + (number + 1);
    }

    private void change() {
        switch (random.nextInt(12)) {
            case 0 -> makeGroup();
            case 1 -> modifyGroup();
            case 2, 3, 4 -> history.authorize(anyGroup(), newRules());
            case 5 -> modifyRule();
            case 6 -> revoke();
            case 7, 8 -> register();
            case 9 -> modifyInstance();
            case 10 -> removeInstance();
            default -> {
                if (random.nextBoolean()) {
                    modifyList();
                } else {
                    deleteGroup();
                }
            }
        }
    }

    private void makeGroup() {
        boolean advanced = random.nextInt(4) == 0;
        groups.put(
                history.group(
                        "group " + groups.size(),
                        advanced ? SecurityGroupType.ADVANCED : SecurityGroupType.BASIC,
                        advanced || random.nextBoolean() ? InnerAccessPolicy.DROP : InnerAccessPolicy.ACCEPT,
                        VpcId.DEFAULT,
                        Map.of("n", "" + groups.size())),
                new ArrayList<>());
    }

    private void makeList() {
        PrefixListId id = history.ids().prefixList();
        lists.add(id);
        history.add(new PrefixListCreated(id, history.account, "list", AddressFamily.IPV4, 10, entries()));
    }

    private List<PrefixListEntry> entries() {
        return List.of(new PrefixListEntry(Cidr.parse(any(CIDRS)), ""));
    }

    private void modifyList() {
        history.add(new PrefixListModified(any(lists), "list", entries()));
    }

    private void modifyGroup() {
        InnerAccessPolicy inner = random.nextBoolean() ? InnerAccessPolicy.ACCEPT : InnerAccessPolicy.DROP;
        history.add(new SecurityGroupModified(anyGroup(), "renamed", "described", inner, Map.of("a", "b")));
    }

    private Rule[] newRules() {
        Rule[] rules = new Rule[1 + random.nextInt(3)];
        for (int i = 0; i < rules.length; i++) {
            rules[i] = newRule();
        }
        return rules;
    }

    private Rule newRule() {
        Protocol protocol = any(List.of(Protocol.TCP, Protocol.UDP, Protocol.ICMP, Protocol.ALL));
        @Nullable Instant expiresAt = random.nextInt(4) == 0 ? history.now().plusSeconds(1 + random.nextInt(60)) : null;
        return history.rule(
                any(List.of(Direction.INGRESS, Direction.EGRESS)),
                any(List.of(RuleAction.ACCEPT, RuleAction.DROP)),
                1 + random.nextInt(4),
                protocol,
                protocol.hasPorts() ? any(List.of("80/80", "1/65535", "50/90")) : "-1/-1",
                peer(),
                expiresAt);
    }

    private Peer peer() {
        return switch (random.nextInt(4)) {
            case 0 -> new Peer.GroupPeer(anyGroup());
            case 1 -> new Peer.PrefixListPeer(any(lists));
            default -> History.cidr(any(CIDRS));
        };
    }

    private void modifyRule() {
        SecurityGroupId group = groupWithRule();
        List<Rule> rules = rulesOf(group);
        int which = random.nextInt(rules.size());
        Rule changed = new Rule(rules.get(which).ruleId(), newRule().spec());
        rules.set(which, changed);
        history.add(new RuleModified(group, changed));
    }

    private void revoke() {
        SecurityGroupId group = groupWithRule();
        List<Rule> rules = rulesOf(group);
        Rule gone = rules.remove(random.nextInt(rules.size()));
        Instant due = gone.spec().expiresAt();
        history.add(
                due != null && due.isBefore(history.now())
                        ? new RuleExpired(group, gone.ruleId(), due, history.now())
                        : new RulesRevoked(group, List.of(gone.ruleId())));
    }

    /** Any group, which has a rule of which we know after this. */
    private SecurityGroupId groupWithRule() {
        SecurityGroupId group = anyGroup();
        Rule rule = newRule();
        history.authorize(group, rule);
        rulesOf(group).add(rule);
        return group;
    }

    private List<Rule> rulesOf(SecurityGroupId group) {
        return groups.computeIfAbsent(group, id -> new ArrayList<>());
    }

    private void register() {
        int address = random.nextInt(ADDRESSES);
        if (instances.values().stream().noneMatch(member -> member.address == address)) {
            SecurityGroupId group = anyGroup();
            InstanceId id = history.instance(group, "host-" + random.nextInt(3), address(address), "fd00::" + address);
            instances.put(id, new Member(group, address));
        }
    }

    private void modifyInstance() {
        if (!instances.isEmpty()) {
            InstanceId id = any(List.copyOf(instances.keySet()));
            history.add(new InstanceModified(
                    id,
                    "moved",
                    new HostName("host-9"),
                    new InterfaceName("sg" + random.nextInt(99)),
                    Map.of("l", "m")));
        }
    }

    private void removeInstance() {
        if (!instances.isEmpty()) {
            InstanceId id = any(List.copyOf(instances.keySet()));
            instances.remove(id);
            history.add(new InstanceDeleted(id));
        }
    }

    private void deleteGroup() {
        SecurityGroupId group = anyGroup();
        if (groups.size() > 2 && instances.values().stream().noneMatch(member -> member.group.equals(group))) {
            groups.remove(group);
            history.add(new SecurityGroupDeletionRequested(group));
            history.add(new ReferencesClosed(group, 2));
            history.add(new MembershipClosed(group, 2));
            history.add(new SecurityGroupDeleted(group, 2));
            history.add(new RuleSetDeleted(group));
        }
    }

    private SecurityGroupId anyGroup() {
        return any(List.copyOf(groups.keySet()));
    }

    private <T> T any(List<T> choice) {
        return choice.get(random.nextInt(choice.size()));
    }
}
