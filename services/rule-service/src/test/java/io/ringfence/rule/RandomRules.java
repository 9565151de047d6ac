package io.ringfence.rule;

import io.ringfence.axon.react.KnownGroups;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.rule.RuleKey;
import io.ringfence.events.rule.RulePatch;
import io.ringfence.events.rule.RuleSetCommand.AuthorizeRules;
import io.ringfence.events.rule.RuleSetCommand.ModifyRule;
import io.ringfence.events.rule.RuleSetCommand.RevokeRules;
import io.ringfence.events.rule.RuleSetEvent.RuleSetOpened;
import io.ringfence.events.rule.RuleSpec;
import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.Cidr;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.Patch;
import io.ringfence.events.value.Peer;
import io.ringfence.events.value.PortRange;
import io.ringfence.events.value.Protocol;
import io.ringfence.events.value.RuleAction;
import io.ringfence.events.value.RuleId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Random commands from a small world, so that equal rules, full groups and unknown ids are common. */
final class RandomRules {
    static final List<SecurityGroupId> PEERS =
            List.of(Sample.group("peer1"), Sample.group("peer2"), Sample.group("peer3"), Sample.group("peer4"));

    /** A small one, and one that with a few rules fills a group. */
    static final List<KnownList> LISTS = List.of(list("small", 2), list("large", 9));

    private final RandomGenerator random;
    private int lastId;

    RandomRules(RandomGenerator random) {
        this.random = random;
    }

    private static KnownList list(String name, int maxEntries) {
        return new KnownList(Sample.list(name), Sample.ACME, AddressFamily.IPV4, maxEntries, 0);
    }

    RuleSetOpened opening() {
        SecurityGroupType type = random.nextInt(4) == 0 ? SecurityGroupType.ADVANCED : SecurityGroupType.BASIC;
        return Sample.opened(type);
    }

    RuleChange command(RuleSetState state, Instant at, RuleLimits limits, KnownGroups groups, Lists lists) {
        return switch (random.nextInt(5)) {
            case 0, 1 -> Authorization.decide(state, authorize(), at, limits, groups, lists);
            case 2, 3 -> Modification.decide(state, modify(state), at, limits, groups, lists);
            default -> Revocation.decide(state, revoke(state), at);
        };
    }

    private AuthorizeRules authorize() {
        List<Rule> rules = new ArrayList<>();
        Set<RuleKey> keys = new HashSet<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            RuleSpec spec = spec();
            if (keys.add(spec.key())) {
                rules.add(Sample.rule(++lastId, spec));
            }
        }
        return new AuthorizeRules(Sample.WEB, rules);
    }

    private ModifyRule modify(RuleSetState state) {
        Patch<Peer> peer = random.nextBoolean() ? Patch.absent() : Patch.of(peer());
        RulePatch patch = new RulePatch(
                random.nextBoolean() ? Patch.absent() : Patch.of(pick(RuleAction.values())),
                random.nextBoolean() ? Patch.absent() : Patch.of(1 + random.nextInt(2)),
                random.nextInt(4) > 0 ? Patch.absent() : Patch.of(pick(Protocol.values())),
                random.nextBoolean() ? Patch.absent() : Patch.of(ports()),
                peer,
                Patch.absent(),
                Patch.absent(),
                random.nextInt(8) > 0 ? Patch.absent() : Patch.of("described"),
                Patch.absent());
        return new ModifyRule(Sample.WEB, anId(state), patch);
    }

    private RevokeRules revoke(RuleSetState state) {
        if (random.nextBoolean()) {
            return new RevokeRules(Sample.WEB, List.of(anId(state)), List.of());
        }
        return new RevokeRules(Sample.WEB, List.of(), List.of(spec().key()));
    }

    private RuleId anId(RuleSetState state) {
        List<RuleId> known = state.rules().keySet().stream().sorted().toList();
        return known.isEmpty() || random.nextInt(6) == 0 ? Sample.id(9999) : known.get(random.nextInt(known.size()));
    }

    private RuleSpec spec() {
        return new RuleSpec(
                pick(Direction.values()),
                pick(RuleAction.values()),
                1 + random.nextInt(2),
                pick(Protocol.TCP, Protocol.UDP),
                ports(),
                peer(),
                null,
                null,
                "",
                null);
    }

    private PortRange ports() {
        return pick(new PortRange(80, 80), new PortRange(443, 443));
    }

    private Peer peer() {
        return switch (random.nextInt(6)) {
            case 0, 1 -> new Peer.GroupPeer(PEERS.get(random.nextInt(PEERS.size())));
            case 2 ->
                new Peer.PrefixListPeer(LISTS.get(random.nextInt(LISTS.size())).id());
            default -> new Peer.CidrPeer(pick(Cidr.ANY_IPV4, Cidr.ANY_IPV6));
        };
    }

    @SafeVarargs
    private <T> T pick(T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
