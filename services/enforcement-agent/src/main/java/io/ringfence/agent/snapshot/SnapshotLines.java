package io.ringfence.agent.snapshot;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringfence.events.wire.Json;
import io.ringfence.feed.Position;
import io.ringfence.feed.Positions;
import io.ringfence.policy.image.ImageLine;
import io.ringfence.policy.image.PolicyImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot as lines of JSON, in the form of {@code GET /v1/snapshot}: the positions, each aggregate, and last how many
 * lines came before, so that one that was cut off is noticed.
 */
final class SnapshotLines {

    private static final ObjectMapper MAPPER =
            Json.mapper().copy().setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);

    private SnapshotLines() {}

    /** The place from which a partition is to be read on. */
    private record Place(String topic, String topicId, int partition, long nextOffset) {}

    static void write(Snapshot snapshot, OutputStream out) throws IOException {
        List<Place> places = snapshot.positions().all().stream()
                .map(place -> new Place(place.topic(), place.topicId(), place.partition(), place.offset()))
                .toList();
        line(Map.of("positions", places), out);
        long lines = 1;
        for (Iterator<ImageLine> each = ImageLine.all(snapshot.image()).iterator(); each.hasNext(); lines++) {
            line(each.next(), out);
        }
        line(Map.of("lines", lines), out);
    }

    private static void line(Object value, OutputStream out) throws IOException {
        out.write(MAPPER.writeValueAsBytes(value));
        out.write('\n');
    }

    /**
     * Reads to the end.
     *
     * @throws SnapshotUnreadable if it is cut off or no snapshot at all
     */
    static Snapshot read(InputStream in) throws IOException, SnapshotUnreadable {
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        Reading reading = new Reading();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            try {
                reading.take(MAPPER.readTree(line));
            } catch (JsonProcessingException | RuntimeException damaged) {
                throw new SnapshotUnreadable("line " + (reading.lines + 1) + " cannot be read: " + damaged, damaged);
            }
        }
        return reading.whole();
    }

    private static final class Reading {
        private @Nullable Positions positions;
        private PolicyImage image = PolicyImage.EMPTY;
        private long lines;
        private boolean ended;

        void take(JsonNode line) throws JsonProcessingException, SnapshotUnreadable {
            if (ended) {
                throw new SnapshotUnreadable("it goes on behind its last line");
            }
            if (line.has("lines")) {
                ended = line.get("lines").asLong() == lines;
            } else if (line.has("positions")) {
                positions = positions(line.get("positions"));
            } else {
                image = MAPPER.treeToValue(line, ImageLine.class).addTo(image);
            }
            lines++;
        }

        private static Positions positions(JsonNode places) throws JsonProcessingException {
            List<Position> positions = new ArrayList<>();
            for (JsonNode each : places) {
                Place place = MAPPER.treeToValue(each, Place.class);
                positions.add(new Position(place.topic(), place.topicId(), place.partition(), place.nextOffset()));
            }
            return Positions.of(positions);
        }

        Snapshot whole() throws SnapshotUnreadable {
            if (!ended || positions == null) {
                throw new SnapshotUnreadable("it is cut off behind line " + lines);
            }
            return new Snapshot(image, positions);
        }
    }
}
