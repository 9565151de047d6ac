package io.ringfence.projection.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Which events an answer knows.
 *
 * @param offsets of each topic, the offset before which everything was read, partition by partition
 * @param settledUntil the instant until which, it included, nothing is missing and nothing more will come; absent while
 *     that is not known
 * @param settled whether the answer is about an instant so early that it will never change
 */
@Schema(name = "Watermark")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Watermark(
        Map<String, List<Long>> offsets, @Nullable Instant settledUntil, boolean settled) {}
