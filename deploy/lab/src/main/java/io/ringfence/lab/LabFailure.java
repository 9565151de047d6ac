package io.ringfence.lab;

/** The lab could not be made, used or removed; the message says what to do about it where that is known. */
public final class LabFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LabFailure(String message) {
        super(message);
    }

    LabFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
