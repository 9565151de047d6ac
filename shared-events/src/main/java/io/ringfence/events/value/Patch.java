package io.ringfence.events.value;

import org.jspecify.annotations.Nullable;

/**
 * One member of an RFC 7396 merge patch: absent (unchanged), null (removed), or a value.
 *
 * @param present whether the request named the member at all
 * @param value the new value; null with {@code present} removes it
 */
public record Patch<T>(boolean present, @Nullable T value) {
    private static final Patch<?> ABSENT = new Patch<>(false, null);

    /** The member was not named: what is there stays. */
    @SuppressWarnings("unchecked") // holds no value, so it is a patch of any type
    public static <T> Patch<T> absent() {
        return (Patch<T>) ABSENT;
    }

    /** The member was named with null: what is there goes. */
    public static <T> Patch<T> removed() {
        return new Patch<>(true, null);
    }

    /** The member was named with this value. */
    public static <T> Patch<T> of(T value) {
        return new Patch<>(true, value);
    }

    /** The member after the patch, given the one before. */
    public @Nullable T on(@Nullable T before) {
        return present ? value : before;
    }

    /** The member after the patch where removing means falling back to a default. */
    public T on(T before, T whenRemoved) {
        if (!present) {
            return before;
        }
        return value == null ? whenRemoved : value;
    }
}
