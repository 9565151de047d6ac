package io.ringfence.group;

import io.ringfence.axon.gate.PendingOutcomes;
import io.ringfence.axon.react.Reaction;
import io.ringfence.axon.store.AggregateDefinition;
import io.ringfence.events.group.DeletionPart;
import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.RegionId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.simulation.Store;
import io.ringfence.simulation.Table;
import java.util.List;
import java.util.Optional;

/** Opens what is not public here, on tables in memory. */
public final class OpenGroups {
    private final Table<SecurityGroupId, Attempt> attempts;
    private final Table<String, Integer> counts;
    private final List<AggregateDefinition> aggregates;

    private record Attempt(long number, Answers answers) {}

    /** @param limit groups of an account in a region */
    public OpenGroups(Store store, PendingOutcomes pending, int limit) {
        this.attempts = store.table();
        this.counts = store.table();
        this.aggregates = List.of(AggregateDefinition.of(SecurityGroup.class)
                .with(GroupCount.class, new Count(limit))
                .with(DeletionAttempts.class, new AttemptTable())
                .with(PendingOutcomes.class, pending));
    }

    public List<AggregateDefinition> aggregates() {
        return aggregates;
    }

    public Reaction reaction() {
        return new AnswerReaction();
    }

    /** How many attempts have not ended. */
    public int attempts() {
        return attempts.values().size();
    }

    /** How many groups are counted, of all accounts together. */
    public int counted() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    private final class Count implements GroupCount {
        private final int limit;

        private Count(int limit) {
            this.limit = limit;
        }

        @Override
        public void add(AccountId account, RegionId region) {
            int now = of(account, region);
            if (now >= limit) {
                throw Problem.of(ProblemCode.LIMIT_EXCEEDED, "too many groups")
                        .limit(limit, now + 1L)
                        .refusal();
            }
            counts.put(key(account, region), now + 1);
        }

        @Override
        public void remove(AccountId account, RegionId region) {
            counts.put(key(account, region), of(account, region) - 1);
        }

        private int of(AccountId account, RegionId region) {
            Integer count = counts.get(key(account, region));
            return count == null ? 0 : count;
        }

        private static String key(AccountId account, RegionId region) {
            return account + "/" + region;
        }
    }

    private final class AttemptTable implements DeletionAttempts {
        @Override
        public void begin(SecurityGroupId group, long attempt) {
            attempts.put(group, new Attempt(attempt, new Answers(null, null)));
        }

        @Override
        public boolean join(SecurityGroupId group, long attempt) {
            Attempt running = attempts.get(group);
            return running != null && running.number() == attempt;
        }

        @Override
        public Optional<Answers> answer(SecurityGroupId group, long attempt, DeletionPart part, Held held) {
            Attempt running = attempts.get(group);
            if (running == null || running.number() != attempt) {
                return Optional.empty();
            }
            Answers before = running.answers();
            Answers after = switch (part) {
                case RULES -> new Answers(before.rules() == null ? held : before.rules(), before.membership());
                case MEMBERSHIP ->
                    new Answers(before.rules(), before.membership() == null ? held : before.membership());
            };
            attempts.put(group, new Attempt(attempt, after));
            return Optional.of(after);
        }

        @Override
        public void end(SecurityGroupId group, long attempt) {
            if (join(group, attempt)) {
                attempts.remove(group);
            }
        }
    }
}
