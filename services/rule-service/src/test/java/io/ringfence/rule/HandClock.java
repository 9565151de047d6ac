package io.ringfence.rule;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that is turned by hand; for any thread. */
final class HandClock implements InstantSource {
    private volatile Instant now = Sample.NOW;

    void advance(Duration by) {
        now = now.plus(by);
    }

    @Override
    public Instant instant() {
        return now;
    }
}
