/**
 * How a resource takes a command and gives the outcome back, the same for every service.
 * Stateless; called on event loops, answers when the gate has decided.
 * Resources call {@link io.ringfence.axon.web.CommandEndpoint}; problems become answers in {@code io.ringfence.web}.
 */
@NullMarked
package io.ringfence.axon.web;

import org.jspecify.annotations.NullMarked;
