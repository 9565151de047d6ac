/**
 * The read side: events become rows with a time of validity, and queries answer from them.
 * {@link io.ringfence.projection.ProjectionFlow} is the whole of the writing; it has one thread of its own.
 * Nobody calls this service but over HTTP; it calls nobody.
 */
@NullMarked
package io.ringfence.projection;

import org.jspecify.annotations.NullMarked;
