/** Axon on Quarkus, once: store, gate, publisher, intake, time and web. */
@NullMarked
package io.ringfence.axon;

import org.jspecify.annotations.NullMarked;
