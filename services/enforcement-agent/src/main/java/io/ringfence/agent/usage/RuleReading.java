package io.ringfence.agent.usage;

import io.ringfence.agent.table.CounterNames;
import io.ringfence.events.value.RuleId;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * The counters at one moment.
 *
 * @param rules every rule that is in force here, also those that have decided nothing yet
 * @param denied packets that no policy accepted
 * @param spoofed packets that an instance sent under an address that is not its own
 */
public record RuleReading(Instant at, Map<RuleId, Count> rules, Count denied, Count spoofed) {
    /** What the counters of the table say. */
    static RuleReading of(Map<String, Count> counts, Instant at) {
        Map<RuleId, Count> rules = new TreeMap<>();
        counts.forEach((name, count) -> CounterNames.rule(name).ifPresent(rule -> rules.put(rule, count)));
        return new RuleReading(
                at,
                rules,
                counts.getOrDefault(CounterNames.DENIED, Count.ZERO),
                counts.getOrDefault(CounterNames.SPOOFED, Count.ZERO));
    }
}
