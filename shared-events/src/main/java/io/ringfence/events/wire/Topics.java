package io.ringfence.events.wire;

import io.ringfence.events.enforcement.DeniedFlow;
import io.ringfence.events.enforcement.RuleUsage;
import io.ringfence.events.value.AggregateKind;
import java.util.List;
import java.util.Map;

/** Every Kafka topic with its settings (architecture, Topics). Created before anything produces; partitions never change. */
public final class Topics {
    /** Partitions of every topic. */
    public static final int PARTITIONS = 12;

    public static final String GROUP_EVENTS = "ringfence.group.events.v1";
    public static final String RULE_EVENTS = "ringfence.rule.events.v1";
    public static final String INSTANCE_EVENTS = "ringfence.instance.events.v1";
    public static final String GROUP_COMMANDS = "ringfence.group.commands.v1";
    public static final String RULE_COMMANDS = "ringfence.rule.commands.v1";
    public static final String INSTANCE_COMMANDS = "ringfence.instance.commands.v1";
    public static final String COMMAND_RESULTS = "ringfence.command.results.v1";
    public static final String ENFORCEMENT_REPORTS = "ringfence.enforcement.reports.v1";
    /** How much each rule has decided on each host, see {@link RuleUsage}. */
    public static final String RULE_USAGE = "ringfence.rule.usage.v1";

    /** Packets that no policy accepted, where a host is configured to tell, see {@link DeniedFlow}. */
    public static final String DENIED_FLOWS = "ringfence.flow.denied.v1";

    /** How far the topics of events are settled, see {@link Settled}. */
    public static final String SETTLED = "ringfence.settled.v1";

    public static final String AUDIT_HEADS = "ringfence.audit.heads.v1";
    public static final String DEAD_LETTERS = "ringfence.dead.letters.v1";

    /** The three topics that hold every event. */
    public static final List<String> EVENTS = List.of(GROUP_EVENTS, RULE_EVENTS, INSTANCE_EVENTS);

    private static final String WEEK_MS = "604800000";
    private static final Map<String, String> FOR_EVER =
            Map.of("cleanup.policy", "delete", "retention.ms", "-1", "retention.bytes", "-1");
    /** Eight times what a command may have, as what is too large for a command must fit. */
    private static final Map<String, String> FOR_EVER_AND_LARGE = Map.of(
            "cleanup.policy", "delete", "retention.ms", "-1", "retention.bytes", "-1", "max.message.bytes", "8388608");

    private static final Map<String, String> A_WEEK =
            Map.of("cleanup.policy", "delete", "retention.ms", WEEK_MS, "retention.bytes", "-1");

    /** Three records a second all year: small segments, as the one being written is never compacted. */
    private static final Map<String, String> NEWEST_ONLY =
            Map.of("cleanup.policy", "compact", "segment.ms", "3600000", "segment.bytes", "16777216");

    /** Every topic, in the order in which they are created. */
    public static final List<Definition> ALL = List.of(
            new Definition(GROUP_EVENTS, FOR_EVER),
            new Definition(RULE_EVENTS, FOR_EVER),
            new Definition(INSTANCE_EVENTS, FOR_EVER),
            new Definition(GROUP_COMMANDS, A_WEEK),
            new Definition(RULE_COMMANDS, A_WEEK),
            new Definition(INSTANCE_COMMANDS, A_WEEK),
            new Definition(COMMAND_RESULTS, FOR_EVER),
            new Definition(ENFORCEMENT_REPORTS, Map.of("cleanup.policy", "compact")),
            new Definition(RULE_USAGE, Map.of("cleanup.policy", "compact")),
            new Definition(DENIED_FLOWS, A_WEEK),
            new Definition(SETTLED, NEWEST_ONLY),
            new Definition(AUDIT_HEADS, FOR_EVER),
            new Definition(DEAD_LETTERS, FOR_EVER_AND_LARGE));

    private Topics() {}

    /** A topic and what sets it apart from the broker's defaults; it has {@link #PARTITIONS} partitions. */
    public record Definition(String name, Map<String, String> configs) {
        public int partitions() {
            return PARTITIONS;
        }
    }

    /** The topic that holds the events of a kind of aggregate. */
    public static String of(AggregateKind kind) {
        return switch (kind) {
            case GROUP -> GROUP_EVENTS;
            case RULES, PREFIX_LIST -> RULE_EVENTS;
            case INSTANCE, MEMBERSHIP -> INSTANCE_EVENTS;
        };
    }
}
