package io.ringfence.policy.image;

import static io.ringfence.events.value.InnerAccessPolicy.ACCEPT;
import static io.ringfence.events.value.SecurityGroupType.BASIC;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.events.rule.RuleSetEvent.RuleSetDeleted;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.value.Revision;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.wire.EventRecord;
import io.ringfence.testing.story.Story;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An aggregate stands still while an event of it is missing, and goes on when the missing one comes. */
class HoldTest {
    private final Story story = new Story();
    private final SecurityGroupId group = story.group(BASIC, ACCEPT);
    private final AggregateRef rules = AggregateRef.rules(group);

    /** Revisions 2, 3 and 4 of the group's rules, one rule each. */
    private List<EventRecord> threeRules() {
        int before = story.events().size();
        story.authorize(group, "ingress accept 1 tcp 80/80 0.0.0.0/0");
        story.authorize(group, "ingress accept 1 tcp 81/81 0.0.0.0/0");
        story.authorize(group, "ingress accept 1 tcp 82/82 0.0.0.0/0");
        return story.events().subList(before, before + 3);
    }

    private static int rulesIn(PolicyImage image, SecurityGroupId group) {
        RuleSetImage set = image.ruleSets().get(group);
        return set == null ? 0 : set.rules().size();
    }

    @Test
    void eventsBehindAGapAreSkipped() {
        PolicyDelta delta = new PolicyDelta(ImageTest.replay(PolicyImage.EMPTY, story.events()));
        List<EventRecord> added = threeRules();

        assertThat(delta.replay(added.get(0))).isEqualTo(Replayed.APPLIED);
        assertThat(delta.replay(added.get(2))).isEqualTo(Replayed.HELD);

        PolicyImage image = delta.apply();
        assertThat(rulesIn(image, group)).isEqualTo(1);
        assertThat(image.held().get(rules)).isEqualTo(new Hold("event 3 is missing, event 4 came", 4));
        assertThat(delta.touched().aggregates()).containsExactly(rules);
    }

    @Test
    void theMissingEventAloneDoesNotHealWhileSkippedOnesAreMissing() {
        PolicyImage image = ImageTest.replay(PolicyImage.EMPTY, story.events());
        List<EventRecord> added = threeRules();

        image = ImageTest.replay(image, List.of(added.get(0), added.get(2), added.get(1)));
        assertThat(rulesIn(image, group)).isEqualTo(2);
        assertThat(image.isHeld(rules)).isTrue();

        image = ImageTest.replay(image, List.of(added.get(2)));
        assertThat(rulesIn(image, group)).isEqualTo(3);
        assertThat(image.isHeld(rules)).isFalse();
    }

    @Test
    void anUnreadableEventHoldsUntilItComesReadable() {
        PolicyImage image = ImageTest.replay(PolicyImage.EMPTY, story.events());
        List<EventRecord> added = threeRules();

        PolicyDelta delta = new PolicyDelta(image);
        delta.unreadable(rules, "the body is not JSON");
        assertThat(delta.replay(added.get(1))).isEqualTo(Replayed.HELD);
        image = delta.apply();
        assertThat(image.held().get(rules)).isEqualTo(new Hold("the body is not JSON", 3));
        assertThat(delta.touched().aggregates()).containsExactly(rules);

        image = ImageTest.replay(image, added.subList(0, 2));
        assertThat(image.isHeld(rules)).isFalse();
        assertThat(rulesIn(image, group)).isEqualTo(2);
    }

    @Test
    void anUnreadableEventThatIsTheLastOneHealsWithItsOwnReturn() {
        PolicyImage image = ImageTest.replay(PolicyImage.EMPTY, story.events());
        PolicyDelta delta = new PolicyDelta(image);
        delta.unreadable(rules, "the body is not JSON");

        image = ImageTest.replay(delta.apply(), threeRules());

        assertThat(image.held()).isEmpty();
        assertThat(rulesIn(image, group)).isEqualTo(3);
    }

    @Test
    void anUnreadableCopyOfAKnownEventHoldsNothing() {
        PolicyImage image = ImageTest.replay(PolicyImage.EMPTY, story.events());
        PolicyDelta delta = new PolicyDelta(image);

        delta.unreadable(new Revision(rules, 1), "the body is not JSON");

        assertThat(delta.apply()).isSameAs(image);
        delta.unreadable(new Revision(rules, 2), "the body is not JSON");
        assertThat(delta.apply().isHeld(rules)).isTrue();
    }

    @Test
    void aFirstEventThatMakesNothingHolds() {
        SecurityGroupId other = new SecurityGroupId("sg-00000000000000099");
        story.authorize(other, "ingress accept 1 tcp 80/80 0.0.0.0/0");

        PolicyImage image = ImageTest.replay(PolicyImage.EMPTY, story.events());

        assertThat(image.held()).containsOnlyKeys(AggregateRef.rules(other));
        assertThat(image.ruleSets()).doesNotContainKey(other);
    }

    @Test
    void nothingRevivesADeletedAggregate() {
        story.tell(new RuleSetDeleted(group));
        PolicyImage image = ImageTest.replay(PolicyImage.EMPTY, story.events());
        assertThat(image.revision(rules)).isEqualTo(2);

        PolicyDelta delta = new PolicyDelta(image);
        story.events().forEach(record -> assertThat(delta.replay(record)).isEqualTo(Replayed.DUPLICATE));
        delta.unreadable(rules, "the body is not JSON");
        story.authorize(group, "ingress accept 1 tcp 80/80 0.0.0.0/0");
        delta.replay(story.events().get(story.events().size() - 1));

        assertThat(delta.apply()).isSameAs(image);
        assertThat(image.ruleSets()).doesNotContainKey(group);
    }

    @Test
    void anAggregateWithAnIdOfNoKnownFormIsHeldToo() {
        PolicyDelta delta = new PolicyDelta(PolicyImage.EMPTY);
        AggregateRef strange = AggregateRef.parse("rules:what is this");

        delta.unreadable(strange, "the body is not JSON");

        assertThat(delta.apply().held()).containsOnlyKeys(strange);
    }
}
