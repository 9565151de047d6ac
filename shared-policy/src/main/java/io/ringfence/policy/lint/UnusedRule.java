package io.ringfence.policy.lint;

import io.ringfence.events.rule.Rule;
import io.ringfence.policy.lint.LintSubject.CountedUse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** UNUSED: said only of rules that every host of the group has counted for the whole window. */
final class UnusedRule {
    private UnusedRule() {}

    /** What is so, or null. */
    static @Nullable String breach(LintSubject subject, Rule rule, Duration window) {
        CountedUse use = subject.uses().get(rule.ruleId());
        Instant begin = subject.at().minus(window);
        if (use == null || use.since().isAfter(begin)) {
            return null;
        }
        Instant last = use.lastUsedAt();
        if (last != null && last.isAfter(begin)) {
            return null;
        }
        return (last == null
                        ? "has decided no packet since it is counted, "
                        : "has decided no packet since " + last.truncatedTo(ChronoUnit.SECONDS) + ", counted since ")
                + use.since().truncatedTo(ChronoUnit.SECONDS)
                + ", on any host. Revoke it if nobody needs it";
    }
}
