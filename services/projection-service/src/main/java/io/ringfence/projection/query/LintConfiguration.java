package io.ringfence.projection.query;

import io.ringfence.events.value.GroupLimits;
import io.ringfence.policy.lint.LeastPrivilege;
import io.ringfence.policy.lint.LintSettings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Set;

/** What is held to be wrong with a group: {@code ringfence.lint.*}. */
@ConfigMapping(prefix = "ringfence.lint")
public interface LintConfiguration {
    /** The tcp and udp ports that may be open to everybody. */
    @WithDefault("80,443")
    Set<Integer> publicPorts();

    /** How many ports a range that is open to everybody may have, 1 or more. */
    @WithDefault("1")
    int widestRange();

    /** From how much of a limit on a group is near it, 1 to 100. */
    @WithDefault("90")
    int nearLimitPercent();

    /** For how long a rule must have decided nothing to be unused, unless the question says it. */
    @WithDefault("P30D")
    Duration unusedFor();

    /** The settings, with the limits that the write side keeps. */
    default LintSettings with(GroupLimits limits) {
        return new LintSettings(
                new LeastPrivilege(publicPorts(), widestRange()), limits, nearLimitPercent(), unusedFor());
    }
}
