package io.ringfence.events.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** One aggregate, written {@code rules:sg-x}: the unit of decision, of revisions and of order. */
public record AggregateRef(AggregateKind kind, String id) implements Comparable<AggregateRef> {
    /** Refuses an empty id. */
    public AggregateRef {
        if (id.isEmpty()) {
            throw new InvalidValue("an aggregate needs an id");
        }
    }

    /** Reads {@code kind:id}. */
    @JsonCreator
    public static AggregateRef parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new InvalidValue("must be kind:id, such as rules:sg-4k2p0c7w9x1m5t3ab, and not '" + text + "'");
        }
        return new AggregateRef(AggregateKind.parse(text.substring(0, colon)), text.substring(colon + 1));
    }

    public static AggregateRef group(SecurityGroupId id) {
        return new AggregateRef(AggregateKind.GROUP, id.value());
    }

    public static AggregateRef rules(SecurityGroupId id) {
        return new AggregateRef(AggregateKind.RULES, id.value());
    }

    public static AggregateRef membership(SecurityGroupId id) {
        return new AggregateRef(AggregateKind.MEMBERSHIP, id.value());
    }

    public static AggregateRef instance(InstanceId id) {
        return new AggregateRef(AggregateKind.INSTANCE, id.value());
    }

    public static AggregateRef prefixList(PrefixListId id) {
        return new AggregateRef(AggregateKind.PREFIX_LIST, id.value());
    }

    /** By kind, then by id: part of the total order of replay. */
    @Override
    public int compareTo(AggregateRef other) {
        int byKind = kind.compareTo(other.kind);
        return byKind != 0 ? byKind : id.compareTo(other.id);
    }

    @JsonValue
    @Override
    public String toString() {
        return kind + ":" + id;
    }
}
