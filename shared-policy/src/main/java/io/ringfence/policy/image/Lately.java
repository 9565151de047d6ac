package io.ringfence.policy.image;

/**
 * The values seen lately, so that equal ones become one object: every event and every line of a snapshot brings its own. It
 * forgets: of two values that want the same place it has the later.
 */
final class Lately {
    private static final int PLACES = 1 << 16;
    private static final Object[] SEEN = new Object[PLACES];

    private Lately() {}

    /** One that is equal, seen before if there is such. For any thread: no value changes, and any equal one will do. */
    @SuppressWarnings("unchecked") // what is equal to it is of its type
    static <T> T same(T value) {
        int hash = value.hashCode();
        int place = (hash ^ (hash >>> 16)) & (PLACES - 1);
        Object before = SEEN[place];
        if (value.equals(before)) {
            return (T) before;
        }
        SEEN[place] = value;
        return value;
    }
}
