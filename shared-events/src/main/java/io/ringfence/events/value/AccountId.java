package io.ringfence.events.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The owner of groups, rules, lists and instances; nothing crosses accounts. 1 to 64 characters. */
public record AccountId(@JsonValue String value) implements Comparable<AccountId> {

    /** The account of a caller whose credentials name none. */
    public static final AccountId DEFAULT = new AccountId("default");

    /** Refuses anything but the form above with an {@link InvalidValue}. */
    @JsonCreator
    public AccountId {
        if (!Form.isName(value, 64, "._-")) {
            throw new InvalidValue(
                    "must be 1 to 64 of letters, digits, dot, dash and underscore, such as default, and not '" + value
                            + "'");
        }
    }

    @Override
    public int compareTo(AccountId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
