/**
 * The rule service: who decides what the rules of a group are. {@link io.ringfence.rule.RuleSet} and
 * {@link io.ringfence.rule.PrefixList} are the aggregates, beside each its state; one class for each decision.
 * Everything up to the aggregate is pure: no clock, randomness, HTTP or Kafka, any thread.
 * {@link io.ringfence.rule.RuleService} is the wiring; doors are {@link io.ringfence.rule.RuleResource} and Kafka.
 */
@NullMarked
package io.ringfence.rule;

import org.jspecify.annotations.NullMarked;
