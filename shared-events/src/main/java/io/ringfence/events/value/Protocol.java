package io.ringfence.events.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The protocol of a rule, written in lower case. Numbers are IANA's assigned Internet protocol numbers. */
public enum Protocol {
    TCP("tcp", 6),
    UDP("udp", 17),
    ICMP("icmp", 1),
    ICMPV6("icmpv6", 58),
    GRE("gre", 47),
    /** Every protocol of the peer's family. */
    ALL("all", -1);

    private final String text;
    private final int number;

    Protocol(String text, int number) {
        this.text = text;
        this.number = number;
    }

    /** Reads a protocol in any letter case; anything else is an {@link InvalidValue}. */
    @JsonCreator
    public static Protocol parse(String text) {
        for (Protocol protocol : values()) {
            if (protocol.text.equalsIgnoreCase(text)) {
                return protocol;
            }
        }
        String possible = Arrays.stream(values()).map(Protocol::text).collect(Collectors.joining(", "));
        throw new InvalidValue("must be one of " + possible + ", and not '" + text + "'");
    }

    /** The name on the wire, such as {@code tcp}. */
    @JsonValue
    public String text() {
        return text;
    }

    /** The Internet protocol number, 0..255; -1 for {@link #ALL}. */
    public int number() {
        return number;
    }

    /** Whether packets of this protocol carry a source and a destination port. */
    public boolean hasPorts() {
        return this == TCP || this == UDP;
    }

    /** Whether a rule of this protocol can match packets of that family. */
    public boolean speaks(AddressFamily family) {
        return switch (this) {
            case ICMP -> family == AddressFamily.IPV4;
            case ICMPV6 -> family == AddressFamily.IPV6;
            case TCP, UDP, GRE, ALL -> true;
        };
    }

    @Override
    public String toString() {
        return text;
    }
}
