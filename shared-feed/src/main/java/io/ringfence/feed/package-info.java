/** The event feed: reads the event topics from offsets its owner keeps. */
@NullMarked
package io.ringfence.feed;

import org.jspecify.annotations.NullMarked;
