package io.ringfence.policy.verdict;

import io.ringfence.events.rule.Rule;
import io.ringfence.events.value.InstanceId;
import org.jspecify.annotations.Nullable;

/**
 * How one side judges a packet, and why.
 *
 * @param instance the instance on this side, or null when there is none
 * @param rule the rule that decided, where the reason is {@link Reason#RULE}; else null
 */
public record Side(
        Verdict verdict,
        Reason reason,
        @Nullable InstanceId instance,
        @Nullable Rule rule) {
    public Side {
        if ((reason == Reason.RULE) != (rule != null)) {
            throw new IllegalArgumentException("a rule belongs to the reason RULE, and to no other");
        }
    }

    static Side notGuarded() {
        return new Side(Verdict.ACCEPT, Reason.NOT_GUARDED, null, null);
    }

    static Side accept(InstanceId instance, Reason reason) {
        return new Side(Verdict.ACCEPT, reason, instance, null);
    }

    static Side drop(InstanceId instance, Reason reason) {
        return new Side(Verdict.DROP, reason, instance, null);
    }

    static Side decided(InstanceId instance, Entry entry) {
        Reason reason = switch (entry.kind()) {
            case INNER_ACCESS -> Reason.INNER_ACCESS;
            case RULE -> Reason.RULE;
            case DEFAULT -> Reason.DEFAULT;
        };
        return new Side(entry.verdict(), reason, instance, entry.rule());
    }
}
