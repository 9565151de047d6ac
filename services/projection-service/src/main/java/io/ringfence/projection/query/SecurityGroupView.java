package io.ringfence.projection.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ringfence.events.wire.Micros;
import io.ringfence.projection.rows.GroupRow;
import io.ringfence.projection.rows.JsonText;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A security group as it is shown; the watermark stands beside a single one, and in a list beside the list. */
@Schema(name = "SecurityGroupView")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SecurityGroupView(
        String securityGroupId,
        String name,
        String description,
        String type,
        String vpcId,
        String regionId,
        String innerAccessPolicy,
        Map<String, String> tags,
        boolean beingDeleted,
        long revision,
        Instant createdAt,
        Instant changedAt,
        String changedBy,
        @Nullable Watermark watermark) {
    public static SecurityGroupView of(GroupRow row) {
        return of(row, null);
    }

    public static SecurityGroupView of(GroupRow row, @Nullable Watermark watermark) {
        return new SecurityGroupView(
                row.id,
                row.name,
                row.description,
                row.type,
                row.vpcId,
                row.regionId,
                row.innerAccessPolicy,
                JsonText.texts(row.tags),
                row.beingDeleted,
                row.revision,
                Micros.toInstant(row.createdAt),
                Micros.toInstant(row.validFrom),
                row.actor,
                watermark);
    }
}
