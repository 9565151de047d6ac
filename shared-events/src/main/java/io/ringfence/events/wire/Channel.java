package io.ringfence.events.wire;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.ringfence.events.value.InvalidValue;
import java.util.Locale;

/** The door through which a change came. */
public enum Channel {
    REST,
    KAFKA,
    OPENAPI,
    CONSOLE,
    KUBERNETES,
    /** Ringfence itself, in answer to an event or a deadline. */
    SYSTEM;

    /** Reads the name on the wire, in lower case. */
    @JsonCreator
    public static Channel parse(String text) {
        for (Channel channel : values()) {
            if (channel.text().equals(text)) {
                return channel;
            }
        }
        throw new InvalidValue("must be rest, kafka, openapi, console, kubernetes or system, and not '" + text + "'");
    }

    /** The name on the wire, in lower case. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return text();
    }
}
