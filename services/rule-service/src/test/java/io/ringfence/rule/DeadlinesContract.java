package io.ringfence.rule;

import static io.ringfence.rule.Sample.ACME;
import static io.ringfence.rule.Sample.NOW;
import static io.ringfence.rule.Sample.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.events.rule.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What everything that keeps deadlines promises. */
abstract class DeadlinesContract {
    private static final Rule FOR_EVER = Sample.rule(1, Sample.tcp(80));
    private static final Rule EARLY = Sample.rule(2, Sample.tcpUntil(81, NOW));
    private static final Rule LATE = Sample.rule(3, Sample.tcpUntil(82, NOW.plusSeconds(1)));

    /** The deadlines under test, none at first; WEB is a group of ACME's. Each call is a transaction of its own. */
    abstract Deadlines deadlines();

    private static Deadline of(Rule rule) {
        return new Deadline(ACME, WEB, rule.ruleId(), rule.spec().inForceAt(NOW) ? NOW.plusSeconds(1) : NOW);
    }

    @Test
    void withoutRulesThatEndThereIsNoDeadline() {
        deadlines().change(WEB, List.of(), List.of(FOR_EVER));

        assertThat(deadlines().next()).isEmpty();
        assertThat(deadlines().passed(NOW.plusSeconds(9), 10)).isEmpty();
    }

    @Test
    void aDeadlineHasPassedAtItsInstantAndNotBefore() {
        deadlines().change(WEB, List.of(), List.of(FOR_EVER, LATE, EARLY));

        assertThat(deadlines().next()).contains(NOW);
        assertThat(deadlines().passed(NOW.minusNanos(1000), 10)).isEmpty();
        assertThat(deadlines().passed(NOW, 10)).containsExactly(of(EARLY));
        assertThat(deadlines().passed(NOW.plusSeconds(1), 10)).containsExactly(of(EARLY), of(LATE));
        assertThat(deadlines().passed(NOW.plusSeconds(1), 1)).containsExactly(of(EARLY));
    }

    @Test
    void aRuleThatWentHasNoDeadline() {
        deadlines().change(WEB, List.of(), List.of(EARLY, LATE));
        deadlines().change(WEB, List.of(EARLY), List.of());

        assertThat(deadlines().next()).contains(NOW.plusSeconds(1));
    }

    @Test
    void aDeadlineMovesComesAndGoesWithItsRule() {
        deadlines().change(WEB, List.of(), List.of(EARLY));
        deadlines().change(WEB, List.of(EARLY), List.of(Sample.rule(2, Sample.tcpUntil(81, NOW.plusSeconds(7)))));
        assertThat(deadlines().next()).contains(NOW.plusSeconds(7));

        deadlines()
                .change(
                        WEB,
                        List.of(Sample.rule(2, Sample.tcpUntil(81, NOW.plusSeconds(7)))),
                        List.of(Sample.rule(2, Sample.tcp(81))));
        assertThat(deadlines().next()).isEmpty();

        deadlines().change(WEB, List.of(Sample.rule(2, Sample.tcp(81))), List.of(EARLY));
        assertThat(deadlines().next()).contains(NOW);
    }
}
