package io.ringfence.axon.gate;

import java.time.Duration;

/**
 * How long a command may wait.
 *
 * @param forUnknown for a group of which this service has not heard yet
 * @param whilePending for the end of what it began, before the answer is that it runs on
 */
public record WaitLimits(Duration forUnknown, Duration whilePending) {}
