package io.ringfence.rule;

import static io.ringfence.rule.Sample.DATABASE;
import static io.ringfence.rule.Sample.NOW;
import static io.ringfence.rule.Sample.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.events.problem.Blocker;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.rule.RuleSpec;
import io.ringfence.events.value.RuleId;
import io.ringfence.events.value.SecurityGroupId;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What everything that keeps references promises. */
abstract class ReferencesContract {
    private static final SecurityGroupId CACHE = Sample.group("cache");

    /** The references under test, empty; each call on them is a transaction of its own. */
    abstract References references();

    private void come(SecurityGroupId group, Rule... rules) {
        references().change(group, List.of(), List.of(rules));
    }

    private void go(SecurityGroupId group, Rule... rules) {
        references().change(group, List.of(rules), List.of());
    }

    private List<Blocker> holders(SecurityGroupId group, Instant at) {
        Holders holders = references().holdersOf(group, at);
        assertThat(holders.count()).isEqualTo(holders.named().size());
        return holders.named();
    }

    private static Rule naming(int number, SecurityGroupId peer) {
        return Sample.rule(number, Sample.fromGroup(peer));
    }

    private static Blocker by(SecurityGroupId group, Rule rule) {
        return new Blocker(Blocker.Kind.RULE, rule.ruleId().value(), group);
    }

    @Test
    void whatNobodyNamesIsHeldByNone() {
        come(WEB, naming(1, CACHE), Sample.rule(2, Sample.tcp(80)));

        assertThat(holders(DATABASE, NOW)).isEmpty();
    }

    @Test
    void rulesThatNameAGroupAreNamedWithTheirOwnGroup() {
        come(WEB, naming(1, DATABASE), naming(2, CACHE));
        come(CACHE, naming(3, DATABASE));

        assertThat(holders(DATABASE, NOW))
                .containsExactly(by(CACHE, naming(3, DATABASE)), by(WEB, naming(1, DATABASE)));
    }

    @Test
    void twentyAreNamedAndAllAreCounted() {
        Rule[] rules =
                IntStream.rangeClosed(1, 25).mapToObj(n -> naming(n, DATABASE)).toArray(Rule[]::new);
        come(WEB, rules);

        Holders holders = references().holdersOf(DATABASE, NOW);

        assertThat(holders.named()).hasSize(20);
        assertThat(holders.count()).isEqualTo(25);
    }

    @Test
    void aRuleThatWentHoldsNothing() {
        come(WEB, naming(1, DATABASE), naming(2, DATABASE));
        go(WEB, naming(1, DATABASE), Sample.rule(7, Sample.tcp(80)));

        assertThat(holders(DATABASE, NOW)).containsExactly(by(WEB, naming(2, DATABASE)));
    }

    @Test
    void aRuleThatNamesAnotherGroupNowHoldsThatOne() {
        come(WEB, naming(1, DATABASE));
        references().change(WEB, List.of(naming(1, DATABASE)), List.of(naming(1, CACHE)));

        assertThat(holders(DATABASE, NOW)).isEmpty();
        assertThat(holders(CACHE, NOW)).containsExactly(by(WEB, naming(1, CACHE)));
    }

    @Test
    void aRuleHoldsUntilItsDeadlineAndNotAtIt() {
        Rule temporary = new Rule(new RuleId("sgr-temporaryxxxxxxxx"), until(Sample.fromGroup(DATABASE), NOW));
        come(WEB, temporary);

        assertThat(holders(DATABASE, NOW.minusNanos(1000))).hasSize(1);
        assertThat(holders(DATABASE, NOW)).isEmpty();
    }

    @Test
    void rulesThatNameAPrefixListAreNamedToo() {
        Rule byList = Sample.rule(1, Sample.fromPrefixList());
        come(WEB, byList, naming(2, DATABASE));

        assertThat(references().holdersOf(Sample.OFFICE, NOW).named()).containsExactly(by(WEB, byList));
    }

    @Test
    void aDeadlineThatMovesMovesWithTheRule() {
        RuleSpec spec = Sample.fromGroup(DATABASE);
        come(WEB, Sample.rule(1, until(spec, NOW)));
        references()
                .change(
                        WEB,
                        List.of(Sample.rule(1, until(spec, NOW))),
                        List.of(Sample.rule(1, until(spec, NOW.plusSeconds(1)))));

        assertThat(holders(DATABASE, NOW)).hasSize(1);
        assertThat(holders(DATABASE, NOW.plusSeconds(1))).isEmpty();
    }

    private static RuleSpec until(RuleSpec spec, Instant expiresAt) {
        return Sample.expiring(spec, expiresAt);
    }
}
