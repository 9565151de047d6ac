package io.ringfence.agent.usage;

import static io.ringfence.agent.Facts.HERE;
import static io.ringfence.agent.Facts.ruleId;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.agent.usage.UsageNews.News;
import io.ringfence.events.enforcement.RuleUsage;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UsageNewsTest {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant LATER = START.plusSeconds(60);

    private final UsageNews news = new UsageNews(HERE);

    @Test
    void everyRuleIsToldOnceAlsoOneThatDecidedNothing() {
        News first =
                news.in(reading(START, Map.of("sgr-00000000000000001", count(0), "sgr-00000000000000002", count(3))));

        assertThat(first.changed())
                .containsExactly(
                        new RuleUsage(HERE, ruleId(1), 0, 0, START, START),
                        new RuleUsage(HERE, ruleId(2), 3, 180, START, START));
        news.told(first);
        assertThat(news.in(reading(LATER, Map.of("sgr-00000000000000001", count(0), "sgr-00000000000000002", count(3))))
                        .changed())
                .isEmpty();
    }

    @Test
    void whatCountedMoreIsToldAgainAndSinceWhenStays() {
        news.told(news.in(reading(START, Map.of("sgr-00000000000000001", count(1)))));

        assertThat(news.in(reading(LATER, Map.of("sgr-00000000000000001", count(2))))
                        .changed())
                .containsExactly(new RuleUsage(HERE, ruleId(1), 2, 120, START, LATER));
    }

    @Test
    void aRuleThatIsGoneIsToldOnce() {
        news.told(news.in(reading(START, Map.of("sgr-00000000000000001", count(1)))));

        News gone = news.in(reading(LATER, Map.of()));
        assertThat(gone.gone()).extracting(RuleUsage::key).containsExactly("h1/sgr-00000000000000001");
        news.told(gone);
        assertThat(news.in(reading(LATER, Map.of())).gone()).isEmpty();
    }

    @Test
    void whatCouldNotBeToldIsToldLater() {
        News untold = news.in(reading(START, Map.of("sgr-00000000000000001", count(1))));

        assertThat(news.in(reading(START, Map.of("sgr-00000000000000001", count(1)))))
                .isEqualTo(untold);
    }

    @Test
    void whatTheTableCountsBesidesIsNoRule() {
        RuleReading reading = reading(
                START, Map.of("denied", count(4), "spoofed", count(5), "sgr-short", count(6), "mine", count(7)));

        assertThat(reading.rules()).isEmpty();
        assertThat(reading.denied()).isEqualTo(count(4));
        assertThat(reading.spoofed()).isEqualTo(count(5));
    }

    private static RuleReading reading(Instant at, Map<String, Count> counts) {
        return RuleReading.of(counts, at);
    }

    private static Count count(long packets) {
        return new Count(packets, 60 * packets);
    }
}
