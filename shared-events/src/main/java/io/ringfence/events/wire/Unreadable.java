package io.ringfence.events.wire;

/** A record that is not what its topic holds; the message says why, for a person and for the dead letter. */
public final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    public Unreadable(String reason) {
        super(reason);
    }

    public Unreadable(String reason, Throwable cause) {
        super(reason, cause);
    }
}
