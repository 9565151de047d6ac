package io.ringfence.policy.space;

import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.RuleId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.policy.resolve.GroupPolicy;
import io.ringfence.policy.resolve.ResolvedPeer.MembersOf;
import io.ringfence.policy.resolve.ResolvedRule;
import io.ringfence.policy.space.DeadRule.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rules of a side that make no difference, also where it takes several others together to cover one. Exact for
 * the packets that a {@link PacketSpace} speaks of: none is missed and none is wrong. Any address may be a packet's local
 * one, and under {@link Owners#ANY} a member's, also one that no instance can have.
 */
public final class DeadRules {
    private final List<Clauses> families;
    private final PeerClasses classes;

    private DeadRules(List<Clauses> families, PeerClasses classes) {
        this.families = families;
        this.classes = classes;
    }

    /**
     * The dead rules of a side, strongest first.
     *
     * @param owners {@link Owners#ANY} for those that are dead whatever the members are, or {@link Owners#now}
     */
    public static List<DeadRule> of(GroupPolicy policy, Direction direction, Owners owners) {
        if (owners.changed()) {
            throw new IllegalArgumentException("a rule is dead at one time, and not at two");
        }
        Set<SecurityGroupId> groups = new HashSet<>(Set.of(policy.securityGroupId()));
        for (ResolvedRule rule : policy.side(direction).rules()) {
            if (rule.peer() instanceof MembersOf members) {
                groups.add(members.group());
            }
        }
        List<Clauses> families = Arrays.stream(AddressFamily.values())
                .map(family -> Clauses.of(policy, direction, family))
                .toList();
        return new DeadRules(families, owners.among(groups)).find();
    }

    private List<DeadRule> find() {
        List<DeadRule> found = new ArrayList<>();
        for (int place = 0; place < families.get(0).size(); place++) {
            ResolvedRule rule = families.get(0).get(place).rule();
            DeadRule dead = rule == null ? null : judge(place, rule);
            if (dead != null) {
                found.add(dead);
            }
        }
        return found;
    }

    private @Nullable DeadRule judge(int place, ResolvedRule rule) {
        List<RuleFate> fates = families.stream()
                .map(clauses -> new RuleFate(clauses, place, classes))
                .filter(RuleFate::matchesAnything)
                .toList();
        if (fates.isEmpty()) {
            return new DeadRule(rule, Kind.MATCHES_NOTHING, List.of());
        }
        if (fates.stream().anyMatch(RuleFate::makesDifference)) {
            return null;
        }
        BitSet deciders = new BitSet();
        fates.forEach(fate -> deciders.or(fate.decidersWithout()));
        Clauses clauses = families.get(0);
        boolean decides = deciders.nextSetBit(place) >= 0;
        boolean agree = deciders.stream()
                .allMatch(decider ->
                        clauses.get(decider).accepts() == clauses.get(place).accepts());
        List<RuleId> by = deciders.stream()
                .mapToObj(decider -> clauses.get(decider).rule())
                .filter(Objects::nonNull)
                .map(ResolvedRule::ruleId)
                .toList();
        return new DeadRule(rule, decides || agree ? Kind.REDUNDANT : Kind.SHADOWED, by);
    }
}
