package io.ringfence.rule;

import io.ringfence.events.problem.Blocker;
import io.ringfence.events.problem.Problem;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.value.PrefixListId;
import io.ringfence.events.value.RuleId;
import io.ringfence.events.value.SecurityGroupId;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** References in memory, for one thread; they keep the same contract as the rows. */
final class ReferencesInMemory implements References {
    private record Held(SecurityGroupId by, Reference reference) {}

    private final Map<RuleId, Held> references = new HashMap<>();

    @Override
    public void change(SecurityGroupId group, List<Rule> gone, List<Rule> come) {
        gone.forEach(rule -> references.remove(rule.ruleId()));
        Reference.of(come).forEach(reference -> references.put(reference.rule(), new Held(group, reference)));
    }

    @Override
    public Holders holdersOf(SecurityGroupId group, Instant at) {
        return holdersOf(group.value(), at);
    }

    @Override
    public Holders holdersOf(PrefixListId list, Instant at) {
        return holdersOf(list.value(), at);
    }

    private Holders holdersOf(String peer, Instant at) {
        List<Blocker> all = references.values().stream()
                .filter(held -> held.reference().peer().equals(peer))
                .filter(held -> isInForce(held.reference(), at))
                .map(held ->
                        new Blocker(Blocker.Kind.RULE, held.reference().rule().value(), held.by()))
                .sorted(Comparator.comparing((Blocker blocker) -> String.valueOf(blocker.securityGroupId()))
                        .thenComparing(Blocker::id))
                .toList();
        return new Holders(all.subList(0, Math.min(all.size(), Problem.MAX_BLOCKERS)), all.size());
    }

    private static boolean isInForce(Reference reference, Instant at) {
        Instant expiresAt = reference.expiresAt();
        return expiresAt == null || at.isBefore(expiresAt);
    }
}
