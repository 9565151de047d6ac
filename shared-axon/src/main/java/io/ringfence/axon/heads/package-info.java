/**
 * What the event store holds, in hashes that can be compared with those of the topic and the views
 * (docs/tamper-evidence.md). Reads the store and changes nothing; any thread may ask.
 */
@NullMarked
package io.ringfence.axon.heads;

import org.jspecify.annotations.NullMarked;
