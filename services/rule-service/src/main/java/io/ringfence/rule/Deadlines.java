package io.ringfence.rule;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** When the rules that have a deadline end. Asked in a transaction. */
interface Deadlines extends RuleIndex {
    /** Those that have passed at an instant, the earliest first, as many as asked for at the most. */
    List<Deadline> passed(Instant at, int most);

    /** The earliest; empty when there is none. */
    Optional<Instant> next();
}
