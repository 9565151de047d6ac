package io.ringfence.policy.preview;

import io.ringfence.events.problem.Blocker;
import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.problem.Refusal;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.rule.RuleKey;
import io.ringfence.events.rule.RulesPreview;
import io.ringfence.events.rule.RulesPreview.Named;
import io.ringfence.events.value.GroupLimits;
import io.ringfence.events.value.RuleId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.events.wire.Micros;
import io.ringfence.policy.image.GroupImage;
import io.ringfence.policy.image.PolicyImage;
import io.ringfence.policy.image.RuleSetImage;
import io.ringfence.policy.lint.RuleCount;
import io.ringfence.policy.preview.Preview.Wanted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes a change on paper: first the rules that go, then those that come, as the two commands would one after the other. */
public final class RuleChange {
    private final PolicyImage image;
    private final RuleSetImage rules;
    private final Instant at;
    private final Admission admission;
    private final Map<RuleKey, Rule> inForce = new LinkedHashMap<>();
    private final List<RuleId> revoked = new ArrayList<>();
    private final List<Wanted> authorized = new ArrayList<>();
    private final List<Rule> added = new ArrayList<>();
    private final List<Rule> admitted = new ArrayList<>();
    private final List<Problem> refusals = new ArrayList<>();

    private RuleChange(PolicyImage image, GroupImage group, RuleSetImage rules, Instant at) {
        this.image = image;
        this.rules = rules;
        this.at = at;
        this.admission = new Admission(image, group);
        rules.rules().values().stream()
                .filter(rule -> rule.spec().inForceAt(at))
                .forEach(rule -> inForce.put(rule.spec().key(), rule));
    }

    /**
     * What the change would come to at an instant. Bad input is refused.
     *
     * @param image has the group, its rules, and of the groups and lists that old and new rules name those that there are
     * @return null where the image does not have the group or its rules
     */
    public static @Nullable Preview preview(PolicyImage image, RulesPreview asked, Instant at, GroupLimits limits) {
        GroupImage group = image.groups().get(asked.securityGroupId());
        RuleSetImage rules = image.ruleSets().get(asked.securityGroupId());
        if (group == null || rules == null) {
            return null;
        }
        RuleChange change = new RuleChange(image, group, rules, at);
        change.revoke(asked.revoke());
        change.authorize(asked.authorize());
        change.requireLimits(limits);
        return new Preview(change.authorized, change.revoked, change.refusals, change.after());
    }

    private void revoke(List<Named> named) {
        for (int i = 0; i < named.size(); i++) {
            Rule rule = find(named.get(i));
            if (rule == null) {
                refusals.add(unknown(named.get(i), "revoke[" + i + "]"));
            } else if (inForce.remove(rule.spec().key()) != null) {
                revoked.add(rule.ruleId());
            }
        }
    }

    /** Also one that was named before, as id and as match. */
    private @Nullable Rule find(Named named) {
        return rules.rules().values().stream()
                .filter(rule -> rule.spec().inForceAt(at))
                .filter(rule -> rule.ruleId().equals(named.ruleId())
                        || rule.spec().key().equals(named.match()))
                .findFirst()
                .orElse(null);
    }

    private Problem unknown(Named named, String parameter) {
        String detail = named.ruleId() == null
                ? "No rule of " + group() + " is the same as " + parameter + " in every part"
                : "There is no rule " + named.ruleId() + " in " + group();
        return Problem.of(ProblemCode.RULE_NOT_FOUND, detail).at(parameter);
    }

    private void authorize(List<Rule> wanted) {
        for (int i = 0; i < wanted.size(); i++) {
            String path = "authorize[" + i + "]";
            Rule rule = wanted.get(i);
            requireAhead(rule.spec().expiresAt(), path + ".expiresAt");
            Rule same = inForce.get(rule.spec().key());
            if (same == null) {
                add(rule, path);
            } else {
                authorized.add(new Wanted(same, true));
                if (!Objects.equals(rule.spec().expiresAt(), same.spec().expiresAt())) {
                    refusals.add(otherExpiry(same, path));
                }
            }
        }
    }

    private void requireAhead(@Nullable Instant expiresAt, String parameter) {
        if (expiresAt != null && !at.isBefore(expiresAt)) {
            throw Refusal.invalid(
                    parameter,
                    "is past: it is " + Micros.format(at) + " and a rule ends at " + Micros.format(expiresAt));
        }
    }

    private void add(Rule rule, String path) {
        authorized.add(new Wanted(rule, false));
        added.add(rule);
        Optional<Problem> refusal = admission.refusal(rule.spec(), path);
        refusal.ifPresentOrElse(refusals::add, () -> admitted.add(rule));
    }

    private Problem otherExpiry(Rule same, String path) {
        return Problem.of(
                        ProblemCode.RULE_EXISTS_WITH_OTHER_EXPIRY,
                        same.ruleId() + " is the same rule with another expiresAt: modify that one")
                .at(path + ".expiresAt")
                .blockedBy(List.of(new Blocker(Blocker.Kind.RULE, same.ruleId().value(), group())));
    }

    private void requireLimits(GroupLimits limits) {
        if (added.isEmpty()) {
            return;
        }
        List<Rule> all = new ArrayList<>(inForce.values());
        all.addAll(added);
        require("rules", RuleCount.of(all, image), limits.rules());
        if (admission.group().type() == SecurityGroupType.BASIC) {
            require("rules that name another group", RuleCount.namingGroups(all), limits.groupReferences());
        }
    }

    private void require(String what, int count, int limit) {
        if (count > limit) {
            refusals.add(Problem.of(
                            ProblemCode.LIMIT_EXCEEDED,
                            group() + " would have " + count + " " + what + ", and may have " + limit
                                    + ": revoke some first")
                    .limit(limit, count));
        }
    }

    private PolicyImage after() {
        List<Rule> all = new ArrayList<>(inForce.values());
        all.addAll(admitted);
        return image.with(new RuleSetImage(
                rules.securityGroupId(),
                rules.accountId(),
                rules.vpcId(),
                rules.type(),
                RuleSetImage.byId(all),
                rules.lastChange()));
    }

    private SecurityGroupId group() {
        return rules.securityGroupId();
    }
}
