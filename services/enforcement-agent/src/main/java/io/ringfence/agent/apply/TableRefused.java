package io.ringfence.agent.apply;

/** A table that was not loaded or could not be read, with the words of the kernel or of nft. */
public final class TableRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    public TableRefused(String reason) {
        super(reason);
        this.reason = reason;
    }

    public TableRefused(String reason, Throwable cause) {
        super(reason, cause);
        this.reason = reason;
    }

    /** For a person to read; several lines when nft points at the place. */
    public String reason() {
        return reason;
    }
}
