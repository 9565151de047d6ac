package io.ringfence.projection.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.ringfence.events.problem.Problem;
import io.ringfence.events.value.Revision;
import io.ringfence.events.wire.Micros;
import io.ringfence.projection.audit.AuditQuery.Result;
import io.ringfence.projection.rows.HistoryRow;
import io.ringfence.projection.rows.RefusalRow;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One change as it is told, or one that was refused.
 *
 * @param revision that the change made, such as {@code rules:sg-x@12}; absent where it was refused
 * @param type of the event, such as {@code io.ringfence.rule.RulesAuthorized.v1}, or of the refusal
 * @param commandType what was refused, such as {@code AuthorizeRules}
 * @param target the id that what was refused was sent to
 * @param commandId of the command that asked for it
 * @param causationId of the event that caused that command; absent where a person or a program asked
 * @param summary a sentence for a person
 * @param data what happened, or the problem, as on the wire
 * @param change how what it touched was before, and is after
 */
@Schema(name = "AuditEntry")
@JsonInclude(JsonInclude.Include.NON_NULL)
record AuditEntry(
        Instant at,
        Result outcome,
        @Nullable String revision,
        String type,
        @Nullable String commandType,
        @Nullable String target,
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
                Result.ACCEPTED,
                new Revision(row.aggregate(), row.revision).toString(),
                row.type,
                null,
                null,
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

    static AuditEntry of(RefusalRow row) {
        Problem problem = RefusedCommand.problem(row.body);
        return new AuditEntry(
                Micros.toInstant(row.occurredAt),
                Result.REFUSED,
                null,
                row.type,
                row.commandType,
                row.target.isEmpty() ? null : row.target,
                row.securityGroupId,
                row.instanceId,
                row.actor,
                row.channel,
                row.commandId,
                null,
                "Refused %s: %s".formatted(row.commandType == null ? "a command" : row.commandType, problem.detail()),
                row.body,
                new BeforeAndAfter(List.of(), List.of()));
    }
}
