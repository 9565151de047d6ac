package io.ringfence.agent.usage;

import io.ringfence.agent.time.Interval;
import io.ringfence.agent.time.RegularLook;
import io.ringfence.agent.usage.UsageNews.News;
import io.ringfence.events.value.HostName;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** Reads the counters every few seconds, and tells everybody less often and at the end. */
public final class UsageWatch implements AutoCloseable {

    private static final Duration READ_EVERY = Duration.ofSeconds(5);
    private static final Duration END_WITHIN = Duration.ofSeconds(15);

    private final CounterReader reader;
    private final UsageBoard board;
    private final UsageSink sink;
    private final InstantSource clock;
    private final UsageNews news;
    private final Interval tellingDue;
    private final RegularLook looking = new RegularLook(
            "agent-usage",
            "The counters of rules cannot be read or told",
            READ_EVERY,
            END_WITHIN,
            () -> look(false),
            this::end);

    private UsageWatch(
            HostName host,
            Duration tellEvery,
            CounterReader reader,
            UsageBoard board,
            UsageSink sink,
            InstantSource clock) {
        this.reader = reader;
        this.board = board;
        this.sink = sink;
        this.clock = clock;
        this.news = new UsageNews(host);
        this.tellingDue = new Interval(tellEvery, clock);
    }

    /** Begins to read; what is there at once is told at once. */
    public static UsageWatch start(
            HostName host,
            Duration tellEvery,
            CounterReader reader,
            UsageBoard board,
            UsageSink sink,
            InstantSource clock) {
        UsageWatch watch = new UsageWatch(host, tellEvery, reader, board, sink, clock);
        watch.looking.start();
        return watch;
    }

    @Override
    public void close() {
        looking.close();
    }

    private void look(boolean lastTime) {
        Map<String, Count> counts = reader.read();
        if (counts.isEmpty()) {
            return; // there is no table for the moment, and it has rules all the same
        }
        RuleReading reading = RuleReading.of(counts, clock.instant().truncatedTo(ChronoUnit.MICROS));
        board.show(reading);
        if (tellingDue.isOver() || lastTime) {
            tell(news.in(reading));
        }
    }

    private void end() {
        try (reader) {
            look(true);
        }
    }

    private void tell(News due) {
        if (sink.tell(due)) {
            news.told(due);
            tellingDue.restart();
        }
    }
}
