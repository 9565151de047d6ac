package io.ringfence.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.events.wire.CommandType;

/**
 * What a client wants, as it would write it.
 *
 * @param target the id in the path or the record's key; empty for a create
 */
record Ask(CommandType type, String target, ObjectNode data) {}
