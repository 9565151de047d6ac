package io.ringfence.projection.query;

import io.ringfence.projection.rows.PositionRow;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.reactive.mutiny.Mutiny;

/** Which events an answer knows: of each topic, the offset before which everything was read, partition by partition. */
@Schema(name = "Watermark")
public record Watermark(Map<String, List<Long>> offsets) {
    /** The watermark of what the session sees. */
    public static Uni<Watermark> read(Mutiny.Session session) {
        return session.createSelectionQuery("from PositionRow p order by p.topic, p.partition", PositionRow.class)
                .getResultList()
                .map(Watermark::of);
    }

    private static Watermark of(List<PositionRow> rows) {
        Map<String, List<Long>> offsets = new TreeMap<>();
        rows.forEach(row ->
                offsets.computeIfAbsent(row.topic, topic -> new ArrayList<>()).add(row.nextOffset));
        return new Watermark(offsets);
    }
}
