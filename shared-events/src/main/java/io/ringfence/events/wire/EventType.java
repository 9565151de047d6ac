package io.ringfence.events.wire;

import io.ringfence.events.DomainEvent;
import io.ringfence.events.group.SecurityGroupEvent;
import io.ringfence.events.instance.InstanceEvent;
import io.ringfence.events.instance.MembershipEvent;
import io.ringfence.events.rule.PrefixListEvent;
import io.ringfence.events.rule.RuleSetEvent;
import io.ringfence.events.value.AggregateKind;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The type of an event: its name on the wire as it is written today, such as
 * {@code io.ringfence.rule.RulesAuthorized.v1}, and its record.
 * The list is made from the sealed interfaces, so a new record is known here at once.
 */
public record EventType(String name, AggregateKind kind, Class<? extends DomainEvent> record) {
    private static final String VERSION = ".v";
    private static final Pattern NUMBERED = Pattern.compile("\\.v[1-9][0-9]{0,3}");

    private static final List<EventType> ALL = Stream.of(
                    types("group", AggregateKind.GROUP, SecurityGroupEvent.class),
                    types("rule", AggregateKind.RULES, RuleSetEvent.class),
                    types("rule", AggregateKind.PREFIX_LIST, PrefixListEvent.class),
                    types("instance", AggregateKind.INSTANCE, InstanceEvent.class),
                    types("instance", AggregateKind.MEMBERSHIP, MembershipEvent.class))
            .flatMap(Function.identity())
            .toList();

    private static final Map<String, EventType> BY_EVENT =
            ALL.stream().collect(Collectors.toUnmodifiableMap(type -> type.event(), Function.identity()));
    private static final Map<Class<? extends DomainEvent>, EventType> BY_RECORD =
            ALL.stream().collect(Collectors.toUnmodifiableMap(EventType::record, Function.identity()));

    private static Stream<EventType> types(String area, AggregateKind kind, Class<? extends DomainEvent> sealed) {
        return Arrays.stream(sealed.getPermittedSubclasses())
                .map(type -> type.asSubclass(DomainEvent.class))
                .map(type -> new EventType(versioned("io.ringfence." + area + "." + type.getSimpleName()), kind, type));
    }

    private static String versioned(String event) {
        return event + VERSION + Evolution.OF_THE_CONTRACT.currentVersion(event);
    }

    /** Every type of event there is. */
    public static List<EventType> all() {
        return ALL;
    }

    /** The type of an event at hand. */
    public static EventType of(DomainEvent event) {
        return of(event.getClass());
    }

    /** The type of the events that are of this class. */
    public static EventType of(Class<?> record) {
        EventType type = BY_RECORD.get(record);
        if (type == null) {
            throw new IllegalArgumentException("not an event of the contract: " + record);
        }
        return type;
    }

    /** The name without the version, such as {@code io.ringfence.rule.RulesAuthorized}. */
    public String event() {
        return event(name);
    }

    /** A name on the wire without its version. */
    public static String event(String name) {
        int end = name.lastIndexOf(VERSION);
        return end < 0 ? name : name.substring(0, end);
    }

    /** The type of the event with this name on the wire, of whatever version, or null when there is none. */
    public static @Nullable EventType named(String name) {
        return BY_EVENT.get(event(name));
    }

    /** The version in a name on the wire; 0 where there is none. */
    static int version(String name) {
        String version = name.substring(event(name).length());
        return NUMBERED.matcher(version).matches() ? Integer.parseInt(version.substring(VERSION.length())) : 0;
    }

    @Override
    public String toString() {
        return name;
    }
}
