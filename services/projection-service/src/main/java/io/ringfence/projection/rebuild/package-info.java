/**
 * Empties what was made of the events and has the flow read them once more from offset 0. Nobody calls it but whoever
 * runs the service; while it lasts, questions are refused.
 */
@NullMarked
package io.ringfence.projection.rebuild;

import org.jspecify.annotations.NullMarked;
