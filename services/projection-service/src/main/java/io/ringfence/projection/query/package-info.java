/**
 * The questions: each answer is made from one state of all rows, and says which one by its watermark.
 * Resources run on the event loop and never block it. What belongs to another account is answered as unknown.
 */
@NullMarked
package io.ringfence.projection.query;

import org.jspecify.annotations.NullMarked;
