package io.ringfence.events.wire;

import io.ringfence.events.DomainEvent;

/** An event as it travels: who, when and why, and what happened. */
public record EventRecord(Envelope envelope, DomainEvent event) {}
