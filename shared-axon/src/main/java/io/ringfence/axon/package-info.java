/**
 * The write side of every service, once: a command goes through the gate to an aggregate, whose event is stored,
 * published and answered. {@link io.ringfence.axon.WriteSide} is the wiring, with a picture.
 * A service brings its aggregates ({@code decide}), their {@link io.ringfence.axon.store.AggregateDefinition}s, its
 * resources ({@code web}), and where it learns from others, what it does about their events ({@code react}).
 */
@NullMarked
package io.ringfence.axon;

import org.jspecify.annotations.NullMarked;
