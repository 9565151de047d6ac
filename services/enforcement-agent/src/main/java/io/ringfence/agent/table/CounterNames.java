package io.ringfence.agent.table;

import io.ringfence.events.value.RuleId;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the table counts under which name. */
public final class CounterNames {

    /** Packets that no policy accepted. */
    public static final String DENIED = "denied";

    /** Packets that an instance sent under an address that is not its own. */
    public static final String SPOOFED = "spoofed";

    private static final Pattern RULE = Pattern.compile("sgr-[a-z0-9]{17}");

    private CounterNames() {}

    /** Packets that a rule decided. */
    public static String of(RuleId rule) {
        return rule.value();
    }

    /** The rule whose packets are counted under the name; empty if it is no rule's. */
    public static Optional<RuleId> rule(String name) {
        return RULE.matcher(name).matches() ? Optional.of(new RuleId(name)) : Optional.empty();
    }
}
