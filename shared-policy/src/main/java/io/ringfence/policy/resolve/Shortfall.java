package io.ringfence.policy.resolve;

import io.ringfence.events.enforcement.EnforcementReport.Failure;
import io.ringfence.events.value.AggregateRef;

/** What keeps a policy from being as asked: the aggregate at fault, the reason, and a sentence for a person. */
record Shortfall(AggregateRef subject, ClosedInstance.Reason reason, String detail) {
    Failure toFailure() {
        return new Failure(subject.toString(), reason.name(), detail);
    }
}
