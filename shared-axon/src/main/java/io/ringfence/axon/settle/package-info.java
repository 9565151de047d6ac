/**
 * Says once a second how far the service's topic of events is settled, so that an answer about a past instant can say
 * whether it may still change. One thread of its own; it reads the store and the topic, and changes neither.
 */
@NullMarked
package io.ringfence.axon.settle;

import org.jspecify.annotations.NullMarked;
