package io.ringfence.projection.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.wire.Micros;
import io.ringfence.projection.rows.InstanceRow;
import io.ringfence.projection.rows.JsonText;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A container instance as it is shown; host and interface are absent where no host enforces it. */
@Schema(name = "InstanceView")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record InstanceView(
        String instanceId,
        String name,
        String vpcId,
        String securityGroupId,
        List<String> addresses,
        @Nullable String host,
        @JsonProperty("interface") @Nullable String interfaceName,
        Map<String, String> labels,
        long revision,
        Instant createdAt,
        Instant changedAt,
        String changedBy,
        @Nullable Watermark watermark) {
    public static InstanceView of(InstanceRow row) {
        return of(row, null);
    }

    public static InstanceView of(InstanceRow row, @Nullable Watermark watermark) {
        return new InstanceView(
                row.id,
                row.name,
                row.vpcId,
                row.securityGroupId,
                JsonText.addresses(row.addresses).stream()
                        .map(IpAddress::toString)
                        .toList(),
                row.host,
                row.interfaceName,
                JsonText.texts(row.labels),
                row.revision,
                Micros.toInstant(row.registeredAt),
                Micros.toInstant(row.validFrom),
                row.actor,
                watermark);
    }
}
