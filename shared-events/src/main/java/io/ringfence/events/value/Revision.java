package io.ringfence.events.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A state of one aggregate, written {@code rules:sg-x@12}; the first event makes number 1. */
public record Revision(AggregateRef aggregate, long number) {
    private static final Pattern FORM = Pattern.compile("(?:([a-z-]+):)?([^:@]+)@([0-9]{1,18})");

    /** Refuses numbers below 1. */
    public Revision {
        if (number < 1) {
            throw new InvalidValue("a revision is 1 or more, and not " + number);
        }
    }

    /** Reads {@code kind:id@number}; without a kind it is the rules of a group, {@code sg-x@12}. */
    @JsonCreator
    public static Revision parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new InvalidValue(
                    "must be kind:id@number, such as rules:sg-4k2p0c7w9x1m5t3ab@12, and not '" + text + "'");
        }
        String kind = matcher.group(1);
        AggregateKind parsed = kind == null ? AggregateKind.RULES : AggregateKind.parse(kind);
        return new Revision(new AggregateRef(parsed, matcher.group(2)), Long.parseLong(matcher.group(3)));
    }

    @JsonValue
    @Override
    public String toString() {
        return aggregate + "@" + number;
    }
}
