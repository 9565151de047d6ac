package io.ringfence.policy.lint;

import io.ringfence.events.rule.Rule;
import io.ringfence.events.value.GroupLimits;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.policy.image.GroupImage;
import java.util.ArrayList;
import java.util.List;

/** NEAR_LIMIT: how much of what it may have a group has. */
final class NearLimits {
    private final LintSubject subject;
    private final int percent;
    private final List<Finding> findings = new ArrayList<>();

    private NearLimits(LintSubject subject, int percent) {
        this.subject = subject;
        this.percent = percent;
    }

    static List<Finding> of(LintSubject subject, LintSettings settings) {
        GroupImage group = subject.groupImage();
        if (group == null) {
            return List.of();
        }
        NearLimits near = new NearLimits(subject, settings.nearLimitPercent());
        GroupLimits limits = settings.limits();
        List<Rule> rules = subject.rules();
        near.compare(
                "rules (one that names a prefix list counts its maxEntries)",
                RuleCount.of(rules, subject.image()),
                limits.rules(),
                "Revoke some");
        if (group.type() == SecurityGroupType.BASIC) {
            near.compare(
                    "rules that name another group",
                    RuleCount.namingGroups(rules),
                    limits.groupReferences(),
                    "Revoke some, or name blocks");
        }
        near.compare(
                "private addresses of members",
                subject.addresses(subject.group()),
                limits.addresses(group.type()),
                "Register new instances in another group");
        return near.findings;
    }

    private void compare(String what, int count, int limit, String advice) {
        if (count > 0 && 100L * count >= (long) percent * limit) {
            findings.add(new Finding(
                    Finding.Kind.NEAR_LIMIT,
                    List.of(),
                    List.of(),
                    subject.group() + " has " + count + " " + what + ", and may have " + limit + ". " + advice
                            + " before the next change is refused"));
        }
    }
}
