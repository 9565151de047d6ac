package io.ringfence.events.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The kinds of aggregate. A group has one of GROUP, RULES and MEMBERSHIP each, all under its id. */
public enum AggregateKind {
    GROUP("group"),
    RULES("rules"),
    PREFIX_LIST("prefix-list"),
    INSTANCE("instance"),
    MEMBERSHIP("membership");

    private final String text;

    AggregateKind(String text) {
        this.text = text;
    }

    /** Reads the name on the wire, such as {@code rules}. */
    @JsonCreator
    public static AggregateKind parse(String text) {
        for (AggregateKind kind : values()) {
            if (kind.text.equals(text)) {
                return kind;
            }
        }
        throw new InvalidValue("must be group, rules, prefix-list, instance or membership, and not '" + text + "'");
    }

    /** The name on the wire, such as {@code rules}. */
    @JsonValue
    public String text() {
        return text;
    }

    @Override
    public String toString() {
        return text;
    }
}
