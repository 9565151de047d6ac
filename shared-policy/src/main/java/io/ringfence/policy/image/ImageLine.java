package io.ringfence.policy.image;

import io.ringfence.events.rule.Rule;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.PrefixListId;
import io.ringfence.events.value.Revision;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.events.value.VpcId;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One aggregate of an image that is written down; exactly one part is there. The lines of an image, in any order but
 * with those of {@code gone} and {@code held} last, add up to the image.
 *
 * @param gone the last revision of an aggregate that was deleted
 */
public record ImageLine(
        @Nullable GroupImage group,
        @Nullable RuleSetLine ruleSet,
        @Nullable MembershipImage membership,
        @Nullable PrefixListImage prefixList,
        @Nullable InstanceImage instance,
        @Nullable Revision gone,
        @Nullable HeldLine held) {
    /** A rule set with its rules as a list. */
    public record RuleSetLine(
            SecurityGroupId securityGroupId,
            AccountId accountId,
            VpcId vpcId,
            SecurityGroupType type,
            List<Rule> rules,
            Provenance lastChange) {}

    /** An aggregate that stands still, see {@link Hold}. */
    public record HeldLine(AggregateRef aggregate, String reason, long heals) {}

    /** An image line by line, in an order in which they add up to it. */
    public static Stream<ImageLine> all(PolicyImage image) {
        return Stream.of(
                        image.groups().values().stream().map(ImageLine::of),
                        image.ruleSets().values().stream().map(ImageLine::of),
                        image.memberships().values().stream().map(ImageLine::of),
                        image.prefixLists().values().stream().map(ImageLine::of),
                        image.instances().values().stream().map(ImageLine::of),
                        image.gone().entrySet().stream()
                                .map(last -> gone(new Revision(last.getKey(), last.getValue()))),
                        image.held().entrySet().stream().map(hold -> held(hold.getKey(), hold.getValue())))
                .reduce(Stream.empty(), Stream::concat);
    }

    public static ImageLine of(GroupImage group) {
        return new ImageLine(group, null, null, null, null, null, null);
    }

    public static ImageLine of(RuleSetImage rules) {
        return new ImageLine(
                null,
                new RuleSetLine(
                        rules.securityGroupId(),
                        rules.accountId(),
                        rules.vpcId(),
                        rules.type(),
                        List.copyOf(rules.rules().values()),
                        rules.lastChange()),
                null,
                null,
                null,
                null,
                null);
    }

    public static ImageLine of(MembershipImage membership) {
        return new ImageLine(null, null, membership, null, null, null, null);
    }

    public static ImageLine of(PrefixListImage list) {
        return new ImageLine(null, null, null, list, null, null, null);
    }

    public static ImageLine of(InstanceImage instance) {
        return new ImageLine(null, null, null, null, instance, null, null);
    }

    public static ImageLine gone(Revision last) {
        return new ImageLine(null, null, null, null, null, last, null);
    }

    public static ImageLine held(AggregateRef aggregate, Hold hold) {
        return new ImageLine(null, null, null, null, null, null, new HeldLine(aggregate, hold.reason(), hold.heals()));
    }

    /** The image with what this line holds. */
    public PolicyImage addTo(PolicyImage image) {
        if (group != null) {
            return image.with(group);
        }
        if (ruleSet != null) {
            return image.with(new RuleSetImage(
                    ruleSet.securityGroupId(),
                    ruleSet.accountId(),
                    ruleSet.vpcId(),
                    ruleSet.type(),
                    RuleSetImage.byId(ruleSet.rules()),
                    ruleSet.lastChange()));
        }
        if (membership != null) {
            return image.with(membership);
        }
        if (prefixList != null) {
            return image.with(prefixList);
        }
        if (instance != null) {
            return image.with(instance);
        }
        if (gone != null) {
            return without(image, gone);
        }
        if (held != null) {
            return image.with(image.held().plus(held.aggregate(), new Hold(held.reason(), held.heals())));
        }
        throw new IllegalArgumentException("a line of an image that holds nothing");
    }

    private static PolicyImage without(PolicyImage image, Revision last) {
        String id = last.aggregate().id();
        return switch (last.aggregate().kind()) {
            case GROUP -> image.without(new SecurityGroupId(id), last.number());
            case RULES -> image.withoutRules(new SecurityGroupId(id), last.number());
            case PREFIX_LIST -> image.without(new PrefixListId(id), last.number());
            case INSTANCE -> image.without(new InstanceId(id), last.number());
            case MEMBERSHIP -> throw new IllegalArgumentException("a membership is never gone: " + last);
        };
    }
}
