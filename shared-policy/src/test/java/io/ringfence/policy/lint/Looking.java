package io.ringfence.policy.lint;

import io.ringfence.events.value.RuleId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.policy.image.Members;
import io.ringfence.policy.image.PolicyDelta;
import io.ringfence.policy.image.PolicyImage;
import io.ringfence.policy.lint.LintSubject.CountedUse;
import io.ringfence.testing.story.Story;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Makes what lint looks at of a story. */
final class Looking {
    private Looking() {}

    static PolicyImage image(Story story) {
        PolicyDelta delta = new PolicyDelta(PolicyImage.EMPTY);
        story.events().forEach(delta::replay);
        return delta.apply();
    }

    static LintSubject at(Story story, SecurityGroupId group) {
        return at(image(story), group, story.now());
    }

    static LintSubject at(PolicyImage image, SecurityGroupId group, Instant now) {
        return new LintSubject(image, group, now, Set.of(), addresses(image), Map.of());
    }

    static LintSubject with(LintSubject subject, Set<RuleId> asMade, Map<RuleId, CountedUse> uses) {
        return new LintSubject(subject.image(), subject.group(), subject.at(), asMade, subject.addresses(), uses);
    }

    private static Map<SecurityGroupId, Integer> addresses(PolicyImage image) {
        Map<SecurityGroupId, Integer> counts = new HashMap<>();
        image.inventory().addresses().members().forEach((group, members) -> counts.put(group, count(members)));
        return counts;
    }

    private static int count(Members members) {
        return members.ipv4().size() + members.ipv6().size();
    }
}
