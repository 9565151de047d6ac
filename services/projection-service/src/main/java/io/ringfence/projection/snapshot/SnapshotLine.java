package io.ringfence.projection.snapshot;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.ringfence.policy.image.ImageLine;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One line of a snapshot.
 *
 * @param positions the first line: where to read on
 * @param image a line between the first and the last: one aggregate
 * @param lines the last line: how many came before it, so that a snapshot that was cut off is noticed
 */
@Schema(name = "SnapshotLine")
@JsonInclude(JsonInclude.Include.NON_NULL)
record SnapshotLine(
        @Nullable List<Place> positions,
        @JsonUnwrapped @Nullable ImageLine image,
        @Nullable Long lines) {
    /** Read this partition from this offset on; the topic's id tells it from one that was made anew under its name. */
    @Schema(name = "SnapshotPosition")
    record Place(String topic, String topicId, int partition, long nextOffset) {}

    static SnapshotLine of(ImageLine image) {
        return new SnapshotLine(null, image, null);
    }
}
