package io.ringfence.rule;

import io.ringfence.axon.decide.Requester;
import io.ringfence.axon.gate.Submission;
import io.ringfence.axon.react.KnownGroups;
import io.ringfence.axon.react.Reaction;
import io.ringfence.axon.store.AggregateDefinition;
import io.ringfence.events.problem.Blocker;
import io.ringfence.events.problem.Problem;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.rule.RuleSetCommand.ExpireRule;
import io.ringfence.events.value.PrefixListId;
import io.ringfence.events.value.RuleId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.wire.Channel;
import io.ringfence.events.wire.Micros;
import io.ringfence.simulation.Store;
import io.ringfence.simulation.Table;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Opens what is not public here, on tables in memory. */
public final class OpenRules {
    private final KnownGroups groups;
    private final Table<RuleId, Held> references;
    private final Table<PrefixListId, Listed> lists;
    private final Table<RuleId, Due> deadlines;
    private final List<AggregateDefinition> aggregates;

    private record Held(SecurityGroupId by, Reference reference) {}

    private record Listed(KnownList list, boolean gone) {}

    private record Due(SecurityGroupId group, Instant at) {}

    /**
     * @param rules in force in a group
     * @param groupReferences rules in force that name another group
     */
    public OpenRules(Store store, KnownGroups groups, int rules, int groupReferences) {
        this.groups = groups;
        this.references = store.table();
        this.lists = store.table();
        this.deadlines = store.table();
        References named = new ReferenceTable();
        Lists known = new ListTable();
        this.aggregates = List.of(
                AggregateDefinition.of(RuleSet.class)
                        .with(RuleLimits.class, new RuleLimits(rules, groupReferences))
                        .with(KnownGroups.class, groups)
                        .with(References.class, named)
                        .with(Lists.class, known)
                        .with(RuleIndex.class, named.and(this::keepDeadlines)),
                AggregateDefinition.of(PrefixList.class)
                        .with(References.class, named)
                        .with(Lists.class, known));
    }

    public List<AggregateDefinition> aggregates() {
        return aggregates;
    }

    public Reaction reaction() {
        return RuleService.reaction();
    }

    /** The commands that record which rules have ended by now. */
    public List<Submission> overdue(Instant now) {
        return deadlines.keys().stream()
                .filter(rule -> isDue(rule, now))
                .map(this::expire)
                .toList();
    }

    private boolean isDue(RuleId rule, Instant now) {
        Due due = deadlines.get(rule);
        return due != null && !now.isBefore(due.at());
    }

    private Submission expire(RuleId rule) {
        Due due = deadlines.get(rule);
        if (due == null) {
            throw new IllegalStateException("the deadline is there");
        }
        String id = "expire:" + rule + "@" + Micros.format(due.at());
        Requester system = new Requester(groups.find(due.group()).orElseThrow().account(), "ringfence", Channel.SYSTEM);
        return new Submission(
                new ExpireRule(due.group(), rule, due.at()),
                id,
                "system:expiry",
                "e".repeat(64),
                system,
                null,
                null,
                null);
    }

    /** Which rule names which group or list. */
    public Map<RuleId, String> references() {
        Map<RuleId, String> all = new HashMap<>();
        references
                .values()
                .forEach(held ->
                        all.put(held.reference().rule(), held.reference().peer()));
        return all;
    }

    /** The rules that have a deadline. */
    public Set<RuleId> deadlines() {
        return new TreeSet<>(deadlines.keys());
    }

    private void keepDeadlines(SecurityGroupId group, List<Rule> gone, List<Rule> come) {
        gone.stream()
                .map(Rule::ruleId)
                .filter(rule -> deadlines.get(rule) != null)
                .forEach(deadlines::remove);
        come.forEach(rule -> {
            Instant at = rule.spec().expiresAt();
            if (at != null) {
                deadlines.put(rule.ruleId(), new Due(group, at));
            }
        });
    }

    private final class ReferenceTable implements References {
        @Override
        public void change(SecurityGroupId group, List<Rule> gone, List<Rule> come) {
            gone.stream()
                    .map(Rule::ruleId)
                    .filter(rule -> references.get(rule) != null)
                    .forEach(references::remove);
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
                    .map(held -> new Blocker(
                            Blocker.Kind.RULE, held.reference().rule().value(), held.by()))
                    .toList();
            return new Holders(all.subList(0, Math.min(all.size(), Problem.MAX_BLOCKERS)), all.size());
        }

        private static boolean isInForce(Reference reference, Instant at) {
            Instant expiresAt = reference.expiresAt();
            return expiresAt == null || at.isBefore(expiresAt);
        }
    }

    private final class ListTable implements Lists {
        @Override
        public Optional<KnownList> find(PrefixListId id) {
            Listed listed = lists.get(id);
            return listed == null || listed.gone() ? Optional.empty() : Optional.of(listed.list());
        }

        @Override
        public Map<PrefixListId, Integer> sizes(Set<PrefixListId> ids) {
            Map<PrefixListId, Integer> sizes = new HashMap<>();
            for (PrefixListId id : ids) {
                Listed listed = lists.get(id);
                if (listed != null) {
                    sizes.put(id, listed.list().maxEntries());
                }
            }
            return sizes;
        }

        @Override
        public void made(KnownList list) {
            lists.put(list.id(), new Listed(list, false));
        }

        @Override
        public void gone(PrefixListId id) {
            Listed listed = lists.get(id);
            if (listed != null) {
                lists.put(id, new Listed(listed.list(), true));
            }
        }
    }
}
