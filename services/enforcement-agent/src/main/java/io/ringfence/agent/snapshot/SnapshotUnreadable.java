package io.ringfence.agent.snapshot;

/** A snapshot that cannot be used, with the reason for a person. */
public final class SnapshotUnreadable extends Exception {

    private static final long serialVersionUID = 1L;

    SnapshotUnreadable(String reason) {
        super(reason);
    }

    SnapshotUnreadable(String reason, Throwable cause) {
        super(reason, cause);
    }
}
