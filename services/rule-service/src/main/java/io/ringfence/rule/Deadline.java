package io.ringfence.rule;

import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.RuleId;
import io.ringfence.events.value.SecurityGroupId;
import java.time.Instant;

/** That a rule ends at an instant. */
record Deadline(AccountId account, SecurityGroupId group, RuleId rule, Instant due) {}
