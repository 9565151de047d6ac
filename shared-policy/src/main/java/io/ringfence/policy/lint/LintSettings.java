package io.ringfence.policy.lint;

import io.ringfence.events.value.GroupLimits;
import java.time.Duration;

/**
 * What is held to be wrong.
 *
 * @param unusedFor for how long a rule must have decided nothing to be UNUSED
 * @param nearLimitPercent from how much of a limit on NEAR_LIMIT is said, 1 to 100
 */
public record LintSettings(LeastPrivilege privilege, GroupLimits limits, int nearLimitPercent, Duration unusedFor) {
    public static final LintSettings DEFAULT =
            new LintSettings(LeastPrivilege.DEFAULT, GroupLimits.DEFAULT, 90, Duration.ofDays(30));

    /** The same with another window of UNUSED. */
    public LintSettings unusedFor(Duration window) {
        return new LintSettings(privilege, limits, nearLimitPercent, window);
    }
}
