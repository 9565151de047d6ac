package io.ringfence.policy.image;

import static io.ringfence.events.value.InnerAccessPolicy.DROP;
import static io.ringfence.events.value.SecurityGroupType.BASIC;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.events.rule.Rule;
import io.ringfence.events.rule.RuleSetEvent.RuleExpired;
import io.ringfence.events.rule.RuleSetEvent.RuleModified;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.value.RuleId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.testing.story.RuleText;
import io.ringfence.testing.story.Story;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What each event does to the rules of a group. */
class RuleSetChangeTest {
    private final Story story = new Story();
    private final SecurityGroupId group = story.group(BASIC, DROP);
    private final List<RuleId> rules = story.authorize(
            group,
            "ingress accept 1 tcp 80/80 0.0.0.0/0",
            "ingress accept 1 tcp 81/81 0.0.0.0/0 until=2026-01-01T01:00:00Z");

    private RuleSetImage image() {
        PolicyImage image = ImageTest.replay(PolicyImage.EMPTY, story.events());
        return Optional.ofNullable(image.ruleSets().get(group)).orElseThrow();
    }

    @Test
    void authorizedRulesAreThere() {
        assertThat(image().rules()).containsOnlyKeys(rules);
        assertThat(image().lastChange().revision()).isEqualTo(2);
        assertThat(image().lastChange().actor()).isEqualTo("storyteller");
        assertThat(image().lastChange().at()).isEqualTo(story.now());
    }

    @Test
    void aModifiedRuleKeepsItsId() {
        Rule changed = new Rule(rules.get(0), RuleText.parse("ingress drop 7 tcp 80/80 0.0.0.0/0"));
        story.tell(new RuleModified(group, changed));

        assertThat(image().rules()).hasSize(2).containsEntry(rules.get(0), changed);
    }

    @Test
    void aRevokedRuleIsGone() {
        story.revoke(group, rules.get(0));

        assertThat(image().rules()).containsOnlyKeys(rules.get(1));
        assertThat(story.revision(AggregateRef.rules(group))).isEqualTo(3);
    }

    @Test
    void aRuleWhoseExpiryWasRecordedIsGone() {
        story.tell(new RuleExpired(group, rules.get(1), story.now(), story.now()));

        assertThat(image().rules()).containsOnlyKeys(rules.get(0));
    }
}
