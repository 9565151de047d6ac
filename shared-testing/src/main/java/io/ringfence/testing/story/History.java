package io.ringfence.testing.story;

import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupDeleted;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupDeletionRejected;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupDeletionRequested;
import io.ringfence.events.instance.MembershipEvent.MembershipClosed;
import io.ringfence.events.instance.MembershipEvent.MembershipReopened;
import io.ringfence.events.instance.MembershipEvent.MembershipStillHeld;
import io.ringfence.events.problem.Blocker;
import io.ringfence.events.rule.PrefixListEntry;
import io.ringfence.events.rule.PrefixListEvent.PrefixListDeleted;
import io.ringfence.events.rule.PrefixListEvent.PrefixListModified;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.rule.RuleSetEvent.ReferencesClosed;
import io.ringfence.events.rule.RuleSetEvent.ReferencesReopened;
import io.ringfence.events.rule.RuleSetEvent.ReferencesStillHeld;
import io.ringfence.events.rule.RuleSetEvent.RuleExpired;
import io.ringfence.events.rule.RuleSetEvent.RuleModified;
import io.ringfence.events.rule.RuleSetEvent.RuleSetDeleted;
import io.ringfence.events.rule.RuleSetEvent.RulesAuthorized;
import io.ringfence.events.rule.RuleSetEvent.RulesRevoked;
import io.ringfence.events.rule.RuleSpec;
import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.InnerAccessPolicy;
import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.Peer;
import io.ringfence.events.value.RuleId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.testing.story.Gen.Listed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * A random history that the law allows: it keeps just enough of the world to ask only for what would be accepted.
 * Groups, rules, lists and instances come, change and go; deletions of groups succeed and are rejected; rules expire.
 */
public final class History {
    private static final int MAX_GROUPS = 5;
    private static final int MAX_RULES = 12;
    private static final int HOSTS = 3;

    private final Gen gen;
    private final Story story = new Story();
    private final SortedMap<SecurityGroupId, SecurityGroupType> groups = new TreeMap<>();
    private final Map<SecurityGroupId, SortedMap<RuleId, RuleSpec>> rules = new HashMap<>();
    private final List<Listed> lists = new ArrayList<>();
    private final SortedMap<InstanceId, Living> instances = new TreeMap<>();
    private int interfaces;

    private record Living(SecurityGroupId group, List<IpAddress> addresses) {}

    public History(RandomGenerator random) {
        this.gen = new Gen(random);
    }

    /** A history of so many steps, most of which are one event. */
    public static Story of(RandomGenerator random, int steps) {
        History history = new History(random);
        for (int i = 0; i < steps; i++) {
            history.step();
        }
        return history.story;
    }

    private void step() {
        story.pass(Duration.ofMillis(gen.between(0, 500)));
        expireRules();
        int dice = gen.between(1, 100);
        if (groups.size() < 2 || (dice <= 4 && groups.size() < MAX_GROUPS)) {
            createGroup();
        } else if (dice <= 8) {
            modifyGroup(anyGroup());
        } else if (dice <= 12) {
            attemptDeletion(anyGroup());
        } else if (dice <= 40) {
            authorize(anyGroup());
        } else if (dice <= 48) {
            modifyRule(anyGroup());
        } else if (dice <= 56) {
            revoke(anyGroup());
        } else if (dice <= 64) {
            changeLists();
        } else if (dice <= 84) {
            register(anyGroup());
        } else if (!instances.isEmpty()) {
            changeInstance(gen.pick(List.copyOf(instances.keySet())));
        }
    }

    private SecurityGroupId anyGroup() {
        return gen.pick(List.copyOf(groups.keySet()));
    }

    private void createGroup() {
        SecurityGroupType type = gen.chance(70) ? SecurityGroupType.BASIC : SecurityGroupType.ADVANCED;
        SecurityGroupId group = story.group(type, innerAccessFor(type));
        groups.put(group, type);
        rules.put(group, new TreeMap<>());
    }

    private void modifyGroup(SecurityGroupId group) {
        SecurityGroupType type = groups.getOrDefault(group, SecurityGroupType.ADVANCED);
        story.innerAccess(group, innerAccessFor(type));
    }

    private InnerAccessPolicy innerAccessFor(SecurityGroupType type) {
        return type == SecurityGroupType.BASIC && gen.chance(60) ? InnerAccessPolicy.ACCEPT : InnerAccessPolicy.DROP;
    }

    private SortedMap<RuleId, RuleSpec> rulesOf(SecurityGroupId group) {
        return rules.getOrDefault(group, new TreeMap<>());
    }

    private SortedSet<SecurityGroupId> mayName(SecurityGroupId group) {
        SortedSet<SecurityGroupId> others = new TreeSet<>();
        if (groups.get(group) == SecurityGroupType.BASIC) {
            groups.forEach((id, type) -> {
                if (type == SecurityGroupType.BASIC && !id.equals(group)) {
                    others.add(id);
                }
            });
        }
        return others;
    }

    private void authorize(SecurityGroupId group) {
        List<Rule> added = new ArrayList<>();
        for (int i = gen.between(1, 3); i > 0 && rulesOf(group).size() < MAX_RULES; i--) {
            RuleSpec spec = gen.rule(mayName(group), lists, story.now());
            if (isNew(group, spec)) {
                RuleId id = story.nextRuleId();
                rulesOf(group).put(id, spec);
                added.add(new Rule(id, spec));
            }
        }
        if (!added.isEmpty()) {
            story.tell(new RulesAuthorized(group, added));
        }
    }

    private boolean isNew(SecurityGroupId group, RuleSpec spec) {
        return rulesOf(group).values().stream().noneMatch(rule -> rule.key().equals(spec.key()));
    }

    private void modifyRule(SecurityGroupId group) {
        if (rulesOf(group).isEmpty()) {
            return;
        }
        Map.Entry<RuleId, RuleSpec> rule = gen.pick(List.copyOf(rulesOf(group).entrySet()));
        RuleSpec before = rule.getValue();
        RuleSpec after = gen.rule(mayName(group), lists, story.now());
        boolean allowed = after.direction() == before.direction()
                && after.peer().getClass() == before.peer().getClass()
                && isNew(group, after);
        if (allowed) {
            rulesOf(group).put(rule.getKey(), after);
            story.tell(new RuleModified(group, new Rule(rule.getKey(), after)));
        }
    }

    private void revoke(SecurityGroupId group) {
        List<RuleId> revoked =
                rulesOf(group).keySet().stream().filter(id -> gen.chance(30)).toList();
        if (!revoked.isEmpty()) {
            rulesOf(group).keySet().removeAll(revoked);
            story.tell(new RulesRevoked(group, revoked));
        }
    }

    private void expireRules() {
        Instant now = story.now();
        groups.keySet()
                .forEach(group -> List.copyOf(rulesOf(group).entrySet()).forEach(rule -> {
                    Instant expiresAt = rule.getValue().expiresAt();
                    if (expiresAt != null && !now.isBefore(expiresAt) && gen.chance(50)) {
                        rulesOf(group).remove(rule.getKey());
                        story.tell(new RuleExpired(group, rule.getKey(), expiresAt, now));
                    }
                }));
    }

    private void changeLists() {
        if (lists.isEmpty() || gen.chance(40)) {
            AddressFamily family = gen.family();
            lists.add(new Listed(story.prefixList(blocks(family)), family));
            return;
        }
        Listed list = gen.pick(lists);
        if (gen.chance(70)) {
            List<PrefixListEntry> entries = gen.chance(20) ? List.of() : Story.entries(blocks(list.family()));
            story.tell(new PrefixListModified(list.id(), "changed", entries));
        } else if (namedBy(new Peer.PrefixListPeer(list.id())).isEmpty()) {
            lists.remove(list);
            story.tell(new PrefixListDeleted(list.id()));
        }
    }

    private String[] blocks(AddressFamily family) {
        String[] blocks = new String[gen.between(1, 3)];
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = gen.cidr(family).toString();
        }
        return blocks;
    }

    private List<Blocker> namedBy(Peer peer) {
        List<Blocker> blockers = new ArrayList<>();
        groups.keySet()
                .forEach(group -> rulesOf(group).forEach((id, spec) -> {
                    if (spec.peer().equals(peer)) {
                        blockers.add(new Blocker(Blocker.Kind.RULE, id.value(), group));
                    }
                }));
        return blockers;
    }

    private void register(SecurityGroupId group) {
        List<IpAddress> addresses = new ArrayList<>();
        for (AddressFamily family : AddressFamily.values()) {
            List<IpAddress> free = freeAddresses(family);
            if (!free.isEmpty() && gen.chance(70)) {
                addresses.add(gen.pick(free));
            }
        }
        if (addresses.isEmpty()) {
            return;
        }
        InstanceId id = gen.chance(90)
                ? story.instance(group, anyHost(), "sg" + ++interfaces, texts(addresses))
                : story.member(group, texts(addresses));
        instances.put(id, new Living(group, addresses));
    }

    private static String[] texts(List<IpAddress> addresses) {
        return addresses.stream().map(IpAddress::toString).toArray(String[]::new);
    }

    private String anyHost() {
        return "h" + gen.between(1, HOSTS);
    }

    private List<IpAddress> freeAddresses(AddressFamily family) {
        List<IpAddress> free = new ArrayList<>();
        for (int i = 1; i <= Gen.MEMBER_ADDRESSES; i++) {
            free.add(Gen.memberAddress(family, i));
        }
        instances.values().stream().map(Living::addresses).forEach(free::removeAll);
        return free;
    }

    private void changeInstance(InstanceId instance) {
        if (gen.chance(40)) {
            story.move(instance, anyHost(), "sg" + ++interfaces);
        } else {
            instances.remove(instance);
            story.delete(instance);
        }
    }

    private void attemptDeletion(SecurityGroupId group) {
        if (groups.size() <= 2) {
            return;
        }
        long attempt =
                story.tell(new SecurityGroupDeletionRequested(group)).envelope().sequence();
        List<Blocker> naming = namedBy(new Peer.GroupPeer(group));
        List<Blocker> members = membersOf(group);
        story.tell(
                naming.isEmpty()
                        ? new ReferencesClosed(group, attempt)
                        : new ReferencesStillHeld(group, attempt, naming, naming.size()));
        story.tell(
                members.isEmpty()
                        ? new MembershipClosed(group, attempt)
                        : new MembershipStillHeld(group, attempt, members, members.size()));
        if (naming.isEmpty() && members.isEmpty()) {
            story.tell(new SecurityGroupDeleted(group, attempt));
            story.tell(new RuleSetDeleted(group));
            groups.remove(group);
            rules.remove(group);
        } else {
            reject(group, attempt, naming, members);
        }
    }

    private void reject(SecurityGroupId group, long attempt, List<Blocker> naming, List<Blocker> members) {
        List<Blocker> blockers = new ArrayList<>(naming);
        blockers.addAll(members);
        story.tell(new SecurityGroupDeletionRejected(group, attempt, blockers, blockers.size()));
        if (naming.isEmpty()) {
            story.tell(new ReferencesReopened(group, attempt));
        }
        if (members.isEmpty()) {
            story.tell(new MembershipReopened(group, attempt));
        }
    }

    private List<Blocker> membersOf(SecurityGroupId group) {
        List<Blocker> blockers = new ArrayList<>();
        instances.forEach((id, living) -> {
            if (living.group().equals(group)) {
                blockers.add(new Blocker(Blocker.Kind.INSTANCE, id.value(), group));
            }
        });
        return blockers;
    }
}
