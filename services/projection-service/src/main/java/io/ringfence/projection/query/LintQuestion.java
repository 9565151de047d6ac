package io.ringfence.projection.query;

import io.ringfence.events.problem.Refusal;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.InvalidValue;
import io.ringfence.web.QueryParameter;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * Of whom and when it is asked what is wrong.
 *
 * @param unusedFor for how long a rule must have decided nothing to be unused; null for the configured time
 */
record LintQuestion(AccountId account, AsOf time, @Nullable Duration unusedFor) {
    private static final Duration LONGEST = Duration.ofDays(3650);

    /** Reads the parameters {@code asOf} and {@code unusedFor}, which exclude each other: counters are of now. */
    static LintQuestion of(AccountId account, @Nullable String asOf, @Nullable String unusedFor) {
        Duration window = QueryParameter.optional("unusedFor", unusedFor, LintQuestion::window);
        AsOf time = AsOf.of(asOf);
        if (window != null && time.given()) {
            throw Refusal.invalid("unusedFor", "cannot be given with asOf: what rules decided is known of now only");
        }
        return new LintQuestion(account, time, window);
    }

    private static Duration window(String text) {
        try {
            Duration window = Duration.parse(text);
            if (!window.isNegative() && !window.isZero() && window.compareTo(LONGEST) <= 0) {
                return window;
            }
        } catch (DateTimeParseException e) {
            // The refusal says what is right.
        }
        throw new InvalidValue("must be a duration of at most P3650D, such as P30D or PT12H, and not '" + text + "'");
    }
}
