package io.ringfence.agent.snapshot;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.ringfence.events.value.Revision;
import io.ringfence.events.wire.Json;
import io.ringfence.feed.Position;
import io.ringfence.feed.Positions;
import io.ringfence.policy.image.GroupImage;
import io.ringfence.policy.image.ImageLine;
import io.ringfence.policy.image.ImageLine.HeldLine;
import io.ringfence.policy.image.ImageLine.RuleSetLine;
import io.ringfence.policy.image.ImageReader;
import io.ringfence.policy.image.InstanceImage;
import io.ringfence.policy.image.MembershipImage;
import io.ringfence.policy.image.PrefixListImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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

    private static final ObjectReader LINE = MAPPER.readerFor(Line.class);

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

    /** Any line: the positions, a part of the image, or the count at the end. */
    private record Line(
            @Nullable List<Place> positions,
            @Nullable GroupImage group,
            @Nullable RuleSetLine ruleSet,
            @Nullable MembershipImage membership,
            @Nullable PrefixListImage prefixList,
            @Nullable InstanceImage instance,
            @Nullable Revision gone,
            @Nullable HeldLine held,
            @Nullable Long lines) {

        ImageLine ofImage() {
            return new ImageLine(group, ruleSet, membership, prefixList, instance, gone, held);
        }
    }

    /**
     * Reads to the end.
     *
     * @throws SnapshotUnreadable if it is cut off or no snapshot at all
     */
    static Snapshot read(InputStream in) throws IOException, SnapshotUnreadable {
        Reading reading = new Reading();
        try (MappingIterator<Line> each = LINE.readValues(in)) {
            while (each.hasNextValue()) {
                reading.take(each.nextValue());
            }
        } catch (JsonProcessingException | RuntimeException damaged) {
            throw new SnapshotUnreadable("line " + (reading.lines + 1) + " cannot be read: " + damaged, damaged);
        }
        return reading.whole();
    }

    private static final class Reading {
        private @Nullable Positions positions;
        private final ImageReader image = new ImageReader();
        private long lines;
        private boolean ended;

        void take(Line line) throws SnapshotUnreadable {
            if (ended) {
                throw new SnapshotUnreadable("it goes on behind its last line");
            }
            if (line.lines() != null) {
                ended = line.lines() == lines;
            } else if (line.positions() != null) {
                positions = positions(line.positions());
            } else {
                image.add(line.ofImage());
            }
            lines++;
        }

        private static Positions positions(List<Place> places) {
            return Positions.of(places.stream()
                    .map(place -> new Position(place.topic(), place.topicId(), place.partition(), place.nextOffset()))
                    .toList());
        }

        Snapshot whole() throws SnapshotUnreadable {
            if (!ended || positions == null) {
                throw new SnapshotUnreadable("it is cut off behind line " + lines);
            }
            return new Snapshot(image.image(), positions);
        }
    }
}
