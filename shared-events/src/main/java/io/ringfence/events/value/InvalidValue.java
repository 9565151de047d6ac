package io.ringfence.events.value;

/**
 * A value that cannot be: malformed, out of range, or an impossible combination.
 *
 * <p>{@link #parameter()} is the name of the offending part relative to the value (empty when the value
 * itself is wrong); a reader puts the path of the value before it.
 */
public final class InvalidValue extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String parameter;

    public InvalidValue(String message) {
        this("", message);
    }

    public InvalidValue(String parameter, String message) {
        super(message);
        this.parameter = parameter;
    }

    /** The part that is wrong, such as {@code portRange}; empty when it is the value as a whole. */
    public String parameter() {
        return parameter;
    }

    /** The sentence for a person; never null. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
