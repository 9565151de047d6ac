package io.ringfence.rule;

import io.ringfence.events.rule.Rule;
import io.ringfence.events.value.RuleId;
import io.ringfence.events.value.SecurityGroupId;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Deadlines in memory, for one thread and one account; they keep the same contract as the rows. */
final class DeadlinesInMemory implements Deadlines {
    private static final Comparator<Deadline> EARLIEST_FIRST =
            Comparator.comparing(Deadline::due).thenComparing(Deadline::rule);

    private final Map<RuleId, Deadline> deadlines = new HashMap<>();

    @Override
    public void change(SecurityGroupId group, List<Rule> gone, List<Rule> come) {
        gone.forEach(rule -> deadlines.remove(rule.ruleId()));
        come.forEach(rule -> {
            Instant expiresAt = rule.spec().expiresAt();
            if (expiresAt != null) {
                deadlines.put(rule.ruleId(), new Deadline(Sample.ACME, group, rule.ruleId(), expiresAt));
            }
        });
    }

    @Override
    public List<Deadline> passed(Instant at, int most) {
        return deadlines.values().stream()
                .filter(deadline -> !at.isBefore(deadline.due()))
                .sorted(EARLIEST_FIRST)
                .limit(most)
                .toList();
    }

    @Override
    public Optional<Instant> next() {
        return deadlines.values().stream().map(Deadline::due).min(Comparator.naturalOrder());
    }
}
