package io.ringfence.policy.lint;

import io.ringfence.events.rule.Rule;
import io.ringfence.events.value.PrefixListId;
import io.ringfence.policy.image.PolicyImage;
import io.ringfence.policy.image.PrefixListImage;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** How rules count towards the limits of a group (semantics, section 2). */
public final class RuleCount {
    private RuleCount() {}

    /** As how many they count; one that names a list that the image does not have counts once. */
    public static int of(Collection<Rule> rules, PolicyImage image) {
        return rules.stream()
                .mapToInt(rule -> size(rule.spec().prefixListId(), image))
                .sum();
    }

    private static int size(@Nullable PrefixListId id, PolicyImage image) {
        PrefixListImage list = id == null ? null : image.prefixLists().get(id);
        return list == null ? 1 : list.maxEntries();
    }

    /** How many of them name another group. */
    public static int namingGroups(Collection<Rule> rules) {
        return (int) rules.stream()
                .filter(rule -> rule.spec().peerSecurityGroupId() != null)
                .count();
    }
}
