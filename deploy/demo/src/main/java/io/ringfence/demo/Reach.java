package io.ringfence.demo;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Who reaches whom, by the roles of their groups: what a matrix is expected to show. Written as a person would:
 * {@code web>db both, laptop>web ipv4}.
 */
final class Reach {

    /** By which families a packet passes. */
    enum Families {
        NONE("·"),
        IPV4("4"),
        IPV6("6"),
        BOTH("●");

        private final String sign;

        Families(String sign) {
            this.sign = sign;
        }

        static Families of(boolean ipv4, boolean ipv6) {
            return ipv4 ? (ipv6 ? BOTH : IPV4) : (ipv6 ? IPV6 : NONE);
        }

        /** One column wide. */
        String sign() {
            return sign;
        }
    }

    private final Map<String, Families> pairs;

    private Reach(Map<String, Families> pairs) {
        this.pairs = Map.copyOf(pairs);
    }

    /** Reads {@code from>to both|ipv4|ipv6}, separated by commas; every other pair is closed. */
    static Reach of(String text) {
        return new Reach(Map.of()).and(text);
    }

    /** This, with the pairs given in the same form. */
    Reach and(String text) {
        Map<String, Families> more = new HashMap<>(pairs);
        for (String pair : text.split(",", -1)) {
            String[] words = pair.strip().split(" ", 2);
            more.put(words[0], Families.valueOf(words[1].toUpperCase(Locale.ROOT)));
        }
        return new Reach(more);
    }

    Families between(String fromRole, String toRole) {
        return pairs.getOrDefault(fromRole + ">" + toRole, Families.NONE);
    }
}
