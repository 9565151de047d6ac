package io.ringfence.events;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.ringfence.events.value.AggregateRef;

/**
 * A fact: something that an aggregate decided and that stays for ever.
 *
 * <p>Its five sealed kinds are listed in {@link io.ringfence.events.wire.EventType}; nothing else may implement it.
 */
public interface DomainEvent {
    /** The aggregate that decided it. */
    @JsonIgnore
    AggregateRef aggregate();
}
