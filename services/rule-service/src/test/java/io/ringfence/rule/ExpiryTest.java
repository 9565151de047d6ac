package io.ringfence.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.events.Command;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.rule.RuleSetCommand.AuthorizeRules;
import io.ringfence.events.rule.RuleSetCommand.OpenRuleSet;
import io.ringfence.events.rule.RuleSetCommand.RevokeRules;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.events.wire.Outcome.Accepted;
import io.ringfence.testing.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rules end while the service runs, while it is down, and once however many processes there are. */
class ExpiryTest {
    private static final Duration BOUND = Duration.ofSeconds(20);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final RuleDatabase DATABASE = RuleDatabase.fresh();

    private static final HandClock CLOCK = new HandClock();

    private static int lastGroup;

    /** One for all, as no store goes back in time. */
    private final HandClock clock = CLOCK;

    private final SecurityGroupId group = Sample.group("g" + ++lastGroup);

    @BeforeEach
    void openTheRuleSet() {
        DATABASE.learn(group);
        try (RuleProcess process = new RuleProcess(DATABASE, clock)) {
            decided(process, new OpenRuleSet(group, Sample.ACME, Sample.VPC, SecurityGroupType.BASIC, List.of()));
        }
    }

    private static void decided(RuleProcess process, Command command) {
        assertThat(process.decided(command)).isInstanceOf(Accepted.class);
    }

    /** So many rules, which end in an hour. */
    private List<Rule> authorize(RuleProcess process, int count) {
        List<Rule> rules = IntStream.rangeClosed(1, count)
                .mapToObj(n -> Sample.rule(
                        1000 * lastGroup + n, Sample.tcpUntil(n, clock.instant().plus(HOUR))))
                .toList();
        decided(process, new AuthorizeRules(group, rules));
        return rules;
    }

    private long expired(String condition) {
        return DATABASE.count("select count(*) from domainevententry where aggregateidentifier = 'rules:" + group
                + "' and payloadtype like '%RuleExpired' and convert_from(payload, 'UTF8') like '%" + condition + "%'");
    }

    private long deadlines() {
        return DATABASE.count("select count(*) from rule_deadline where security_group_id = '" + group + "'");
    }

    @Test
    void aRuleEndsAtItsDeadlineAndNotBefore() {
        try (RuleProcess process = new RuleProcess(DATABASE, clock)) {
            Rule rule = authorize(process, 1).get(0);
            Expiry expiry = process.expiry();

            clock.advance(HOUR.minusMillis(1));
            assertThat(expiry.record(BOUND)).isEqualTo(Duration.ofMillis(1));
            assertThat(expired("")).isZero();

            clock.advance(Duration.ofMillis(1));
            expiry.record(BOUND);
            assertThat(expired(rule.ruleId().value())).isEqualTo(1);
            assertThat(deadlines()).isZero();
            assertThat(expiry.record(BOUND)).as("nothing is left to do").isEqualTo(BOUND);
        }
    }

    @Test
    void aRuleThatWasRevokedInTimeDoesNotEnd() {
        try (RuleProcess process = new RuleProcess(DATABASE, clock)) {
            List<Rule> rules = authorize(process, 2);
            decided(process, new RevokeRules(group, List.of(rules.get(0).ruleId()), List.of()));

            clock.advance(HOUR);
            process.expiry().record(BOUND);

            assertThat(expired("")).isEqualTo(1);
            assertThat(expired(rules.get(1).ruleId().value())).isEqualTo(1);
        }
    }

    @Test
    void aDeadlineThatPassedWhileTheServiceWasDownIsRecordedAtItsStart() throws InterruptedException {
        try (RuleProcess process = new RuleProcess(DATABASE, clock)) {
            ExpiryThread thread = new ExpiryThread(process.expiry());
            thread.start();
            authorize(process, 1);
            thread.close();
        }
        String due = clock.instant().plus(HOUR).toString().replace("Z", "");
        clock.advance(HOUR.multipliedBy(3));
        assertThat(expired("")).isZero();

        try (RuleProcess process = new RuleProcess(DATABASE, clock)) {
            ExpiryThread thread = new ExpiryThread(process.expiry());
            thread.start();
            Waiting.until(BOUND, "the end is recorded", () -> expired("") == 1);
            thread.close();
        }
        assertThat(expired("\"expiresAt\":\"" + due)).as("with the deadline").isEqualTo(1);
        assertThat(expired("\"expiredAt\":\"" + clock.instant().toString().substring(0, 19)))
                .as("and with the time of the record")
                .isEqualTo(1);
    }

    @Test
    void withTwoProcessesEachEndIsRecordedOnce() throws InterruptedException {
        try (RuleProcess one = new RuleProcess(DATABASE, clock);
                RuleProcess other = new RuleProcess(DATABASE, clock)) {
            authorize(one, 20);
            clock.advance(HOUR);
            ExpiryThread first = new ExpiryThread(one.expiry());
            ExpiryThread second = new ExpiryThread(other.expiry());
            first.start();
            second.start();
            Waiting.until(BOUND, "all ends are recorded", () -> deadlines() == 0);
            first.close();
            second.close();
        }

        assertThat(expired("")).isEqualTo(20);
    }
}
