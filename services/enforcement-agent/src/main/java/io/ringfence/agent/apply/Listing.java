package io.ringfence.agent.apply;

import java.util.Optional;
import java.util.function.Supplier;

/** Tells "there is no such table" from every other failure to list one. */
final class Listing {

    /** How both nft and libnftables say ENOENT. */
    private static final String ABSENT = "No such file or directory";

    private Listing() {}

    static Optional<String> orAbsent(Supplier<String> list) {
        try {
            return Optional.of(list.get());
        } catch (TableRefused refused) {
            if (refused.reason().contains(ABSENT)) {
                return Optional.empty();
            }
            throw refused;
        }
    }
}
