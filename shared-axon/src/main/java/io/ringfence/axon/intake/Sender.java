package io.ringfence.axon.intake;

import io.ringfence.axon.decide.Requester;
import io.ringfence.events.wire.CommandType;
import org.jspecify.annotations.Nullable;

/**
 * What of a record is needed to answer it, whatever else is wrong with it.
 *
 * @param commandId {@code ce_id}
 * @param source {@code ce_source}, within which the id is unique; empty where it is missing
 * @param requester the default account where {@code ce_account} cannot be read
 * @param target the record's key: the aggregate's id; empty where there is none
 * @param type the {@code ce_type}, or null where there is no such type
 */
record Sender(
        String commandId,
        String source,
        Requester requester,
        String target,
        @Nullable CommandType type,
        @Nullable String traceParent) {
    private static final String DOOR = "kafka:";

    /** The source of the command's id among all doors. */
    String ledgerSource() {
        return DOOR + source;
    }
}
