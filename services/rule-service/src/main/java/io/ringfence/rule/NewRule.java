package io.ringfence.rule;

import io.ringfence.events.rule.Rule;

/** A rule that an authorize call would add, and its place in the call, from 0. */
record NewRule(int index, Rule rule) {
    /** The full name of one of its parameters, such as {@code rules[2].expiresAt}. */
    String parameter(String name) {
        return "rules[" + index + "]." + name;
    }

    boolean namesGroup() {
        return RuleSetState.namesGroup(rule);
    }
}
