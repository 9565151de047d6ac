/**
 * From the image of everything to the policy of one host: which instances it guards, under which rules and members.
 * Pure data and pure functions; what is unknown is closed. Immutable results, shared freely between threads.
 * Called by the enforcement agent after each batch of events and at each deadline.
 */
@NullMarked
package io.ringfence.policy.resolve;

import org.jspecify.annotations.NullMarked;
