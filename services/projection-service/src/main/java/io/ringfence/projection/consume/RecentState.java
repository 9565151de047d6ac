package io.ringfence.projection.consume;

import io.ringfence.events.value.AggregateKind;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.policy.image.PolicyImage;
import io.ringfence.policy.image.RuleSetImage;
import io.ringfence.projection.rows.ChainEnd;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.pcollections.TreePMap;

/**
 * What one run of the flow knows of the aggregates that its batches touched: they alone, and the rule sets without their
 * rules, which no event needs to know. Of one thread.
 */
final class RecentState {
    private final Set<AggregateRef> known = new HashSet<>();
    private final Map<String, Long> groupCreatedAt = new HashMap<>();
    private final Map<AggregateRef, ChainEnd> chains = new HashMap<>();
    private PolicyImage image = PolicyImage.EMPTY;

    PolicyImage image() {
        return image;
    }

    /** When each known group was created, in microseconds since 1970; to be added to. */
    Map<String, Long> groupCreatedAt() {
        return groupCreatedAt;
    }

    /** Where the hash chain of each known aggregate ends; to be added to. */
    Map<AggregateRef, ChainEnd> chains() {
        return chains;
    }

    int size() {
        return known.size();
    }

    /** Those of which nothing is known here yet. */
    Set<AggregateRef> unknown(Set<AggregateRef> touched) {
        return touched.stream().filter(aggregate -> !known.contains(aggregate)).collect(Collectors.toUnmodifiableSet());
    }

    /** From now on the image says everything of these that the rows say. */
    void loaded(Set<AggregateRef> aggregates, PolicyImage with) {
        known.addAll(aggregates);
        image = with;
    }

    /** What a batch made of those that it touched, all of which are known. */
    void replayed(Set<AggregateRef> touched, PolicyImage after, Map<AggregateRef, ChainEnd> chainsAfter) {
        image = after;
        chains.putAll(chainsAfter);
        touched.stream()
                .filter(aggregate -> aggregate.kind() == AggregateKind.RULES)
                .forEach(aggregate -> emptyRules(new SecurityGroupId(aggregate.id())));
    }

    private void emptyRules(SecurityGroupId group) {
        RuleSetImage rules = image.ruleSets().get(group);
        if (rules != null && !rules.rules().isEmpty()) {
            image = image.with(new RuleSetImage(
                    group, rules.accountId(), rules.vpcId(), rules.type(), TreePMap.empty(), rules.lastChange()));
        }
    }
}
