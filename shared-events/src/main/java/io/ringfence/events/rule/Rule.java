package io.ringfence.events.rule;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.ringfence.events.value.RuleId;

/** A rule with its identity. On the wire it is flat: the id beside the fields of its {@link RuleSpec}. */
public record Rule(RuleId ruleId, @JsonUnwrapped RuleSpec spec) {}
