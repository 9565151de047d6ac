/**
 * The history as it is read by people and programs: who changed what, when, why, and how it was before. Every answer comes
 * from the rows of one state; nothing here is written. Resources run on the event loop and never block it.
 */
@NullMarked
package io.ringfence.projection.audit;

import org.jspecify.annotations.NullMarked;
