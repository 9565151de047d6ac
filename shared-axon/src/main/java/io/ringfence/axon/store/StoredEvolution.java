package io.ringfence.axon.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.events.wire.EventType;
import io.ringfence.events.wire.Evolution;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.axonframework.serialization.RevisionResolver;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.upcasting.event.IntermediateEventRepresentation;
import org.axonframework.serialization.upcasting.event.SingleEventUpcaster;
import org.jspecify.annotations.Nullable;

/**
 * The contract's evolution where Axon reads the store: events of older versions come out as those of today. The version
 * stands beside each event as its payload's revision; none stands for version 1.
 */
final class StoredEvolution extends SingleEventUpcaster implements RevisionResolver {
    private static final Map<String, EventType> BY_CLASS = EventType.all().stream()
            .collect(Collectors.toUnmodifiableMap(type -> type.record().getName(), Function.identity()));

    private final Evolution evolution;

    StoredEvolution(Evolution evolution) {
        this.evolution = evolution;
    }

    @Override
    protected boolean canUpcast(IntermediateEventRepresentation stored) {
        EventType type = BY_CLASS.get(stored.getType().getName());
        return type != null && version(stored.getType()) < evolution.currentVersion(type.event());
    }

    @Override
    protected IntermediateEventRepresentation doUpcast(IntermediateEventRepresentation stored) {
        SerializedType old = stored.getType();
        String event = Objects.requireNonNull(BY_CLASS.get(old.getName())).event();
        return stored.upcastPayload(
                new SimpleSerializedType(old.getName(), revision(event)),
                JsonNode.class,
                body -> evolution.toCurrent(event, version(old), (ObjectNode) body));
    }

    private static int version(SerializedType stored) {
        String revision = stored.getRevision();
        return revision == null ? 1 : Integer.parseInt(revision);
    }

    /** What stands beside the events that are written today. */
    @Override
    public @Nullable String revisionOf(Class<?> payload) {
        EventType type = BY_CLASS.get(payload.getName());
        return type == null ? null : revision(type.event());
    }

    private @Nullable String revision(String event) {
        int current = evolution.currentVersion(event);
        return current == 1 ? null : Integer.toString(current);
    }
}
