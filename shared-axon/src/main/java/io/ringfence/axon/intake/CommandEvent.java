package io.ringfence.axon.intake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.events.wire.CommandType;

/** A command as a CloudEvent brought it: attributes read, data not yet judged. */
record CommandEvent(Sender sender, CommandType type, ObjectNode data) {}
