package io.ringfence.projection.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.ringfence.events.value.Revision;
import io.ringfence.events.wire.Micros;
import io.ringfence.projection.rows.HistoryRow;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One change as it is told.
 *
 * @param revision that the change made, such as {@code rules:sg-x@12}
 * @param type of the event, such as {@code io.ringfence.rule.RulesAuthorized.v1}
 * @param commandId of the command that asked for it
 * @param causationId of the event that caused that command; absent where a person or a program asked
 * @param summary a sentence for a person
 * @param data what happened, as on the wire
 * @param change how what it touched was before, and is after
 */
@Schema(name = "AuditEntry")
@JsonInclude(JsonInclude.Include.NON_NULL)
record AuditEntry(
        Instant at,
        String revision,
        String type,
        @Nullable String securityGroupId,
        @Nullable String instanceId,
        String actor,
        String channel,
        String commandId,
        @Nullable String causationId,
        String summary,
        @JsonRawValue @Schema(type = SchemaType.OBJECT) String data,
        @JsonUnwrapped BeforeAndAfter change) {
    static AuditEntry of(HistoryRow row, BeforeAndAfter change) {
        return new AuditEntry(
                Micros.toInstant(row.occurredAt),
                new Revision(row.aggregate(), row.revision).toString(),
                row.type,
                row.securityGroupId,
                row.instanceId,
                row.actor,
                row.channel,
                row.commandId,
                row.causationId,
                EventWords.of(row.event(), change),
                row.body,
                change);
    }
}
