package io.ringfence.rule;

import io.ringfence.events.rule.Rule;
import io.ringfence.events.value.SecurityGroupId;
import java.util.List;

/**
 * Something that is kept about the rules of all groups beside their events, to be found without reading those. It
 * changes in the event's transaction, when the decision is sure.
 */
@FunctionalInterface
interface RuleIndex {
    /**
     * Some rules of a group went and others came; a modified rule went as it was and came as it is.
     *
     * @param gone none of them is there any more as it was
     * @param come all of them are there now
     */
    void change(SecurityGroupId group, List<Rule> gone, List<Rule> come);

    /** This and another one, changed together. */
    default RuleIndex and(RuleIndex other) {
        return (group, gone, come) -> {
            change(group, gone, come);
            other.change(group, gone, come);
        };
    }
}
