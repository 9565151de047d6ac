package io.ringfence.projection.query;

import io.ringfence.projection.rows.PositionRow;
import io.ringfence.projection.settle.SettledTimes;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hibernate.reactive.mutiny.Mutiny;

/** Makes the watermark of each answer. */
@ApplicationScoped
public class Watermarks {
    /** How far each partition was read. */
    static final Question<PositionRow> POSITIONS = new Question<>(
            PositionRow.class, "select p.* from feed_position p order by p.topic, p.topic_partition", Map.of());

    private final SettledTimes settled;

    @Inject
    public Watermarks(SettledTimes settled) {
        this.settled = settled;
    }

    /** The watermark of what the session sees, for an answer about a time. */
    public Uni<Watermark> read(Mutiny.Session session, AsOf time) {
        return POSITIONS.ask(session).map(rows -> of(rows, time));
    }

    /** The watermark of an answer about a time, from rows that were read together with what it is made of. */
    Watermark of(List<PositionRow> rows, AsOf time) {
        Map<String, List<Long>> offsets = new TreeMap<>();
        rows.forEach(row ->
                offsets.computeIfAbsent(row.topic, topic -> new ArrayList<>()).add(row.nextOffset));
        Instant until =
                settled.until(rows.stream().map(PositionRow::position).toList()).orElse(null);
        return new Watermark(offsets, until, until != null && !time.instant().isAfter(until));
    }
}
