package io.ringfence.agent.usage;

import io.ringfence.events.enforcement.RuleUsage;
import io.ringfence.events.value.HostName;
import io.ringfence.events.value.RuleId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What everybody has not been told yet of the counters. Of one thread. */
public final class UsageNews {

    private final HostName host;
    private final Map<RuleId, RuleUsage> told = new HashMap<>();

    UsageNews(HostName host) {
        this.host = host;
    }

    /**
     * What a reading says that was not told.
     *
     * @param changed rules that decided something, or that are counted for the first time
     * @param gone rules that are not in force here any more, as they were told last
     */
    public record News(List<RuleUsage> changed, List<RuleUsage> gone) {
        public News {
            changed = List.copyOf(changed);
            gone = List.copyOf(gone);
        }
    }

    News in(RuleReading reading) {
        List<RuleUsage> changed = new ArrayList<>();
        reading.rules().forEach((rule, count) -> {
            RuleUsage before = told.get(rule);
            if (before == null || before.packets() != count.packets()) {
                Instant since = before == null ? reading.at() : before.countedSince();
                changed.add(new RuleUsage(host, rule, count.packets(), count.bytes(), since, reading.at()));
            }
        });
        List<RuleUsage> gone = told.values().stream()
                .filter(usage -> !reading.rules().containsKey(usage.ruleId()))
                .toList();
        return new News(changed, gone);
    }

    /** Everybody knows this now. */
    void told(News news) {
        news.changed().forEach(usage -> told.put(usage.ruleId(), usage));
        news.gone().forEach(usage -> told.remove(usage.ruleId()));
    }
}
