package io.ringfence.projection.verification;

import io.ringfence.projection.verification.Discrepancy.Check;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What a verification has found so far. */
final class Findings {
    static final int MOST_OF_A_CHECK = 100;

    private final List<Discrepancy> discrepancies = new ArrayList<>();
    private final List<String> notCompared = new ArrayList<>();

    /** Keeps it, unless there are enough of its check. */
    void add(Discrepancy discrepancy) {
        if (left(discrepancy.check()) > 0) {
            discrepancies.add(discrepancy);
        }
    }

    /** How many more of a check are kept. */
    int left(Check check) {
        return MOST_OF_A_CHECK
                - (int) discrepancies.stream()
                        .filter(found -> found.check() == check)
                        .count();
    }

    /** Keeps what could not be compared, and why: a sentence for a person. */
    void notCompared(String why) {
        if (notCompared.size() < MOST_OF_A_CHECK) {
            notCompared.add(why);
        }
    }

    /** By the time of the events; what has no time is last. */
    List<Discrepancy> discrepancies() {
        return discrepancies.stream()
                .sorted(Comparator.comparing(found -> found.occurredAt() == null ? Instant.MAX : found.occurredAt()))
                .toList();
    }

    List<String> notCompared() {
        return List.copyOf(notCompared);
    }
}
