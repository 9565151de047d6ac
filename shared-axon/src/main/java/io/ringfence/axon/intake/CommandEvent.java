package io.ringfence.axon.intake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.axon.decide.Requester;
import io.ringfence.events.wire.CommandType;
import org.jspecify.annotations.Nullable;

/**
 * A command as a CloudEvent brought it: attributes read, data not yet judged.
 *
 * @param id {@code ce_id}: the command id, unique within the source
 * @param source {@code ce_source}
 * @param target the record's key: the aggregate's id; empty where there is none
 */
record CommandEvent(
        String id,
        String source,
        CommandType type,
        String target,
        Requester requester,
        @Nullable String traceParent,
        ObjectNode data) {}
