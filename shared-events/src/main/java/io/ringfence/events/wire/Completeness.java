package io.ringfence.events.wire;

import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a record read from JSON has all its parts: Jackson leaves out what is missing, and a rule without a direction
 * must not be taken for one. A part that came later than the first version is {@code @Nullable}, so old events stay
 * complete.
 */
final class Completeness {
    private Completeness() {}

    /** The path of the first part that is missing, or null when all are there. */
    static @Nullable String firstMissing(Record record) {
        return firstMissing(record, "");
    }

    private static @Nullable String firstMissing(Record record, String path) {
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            String missing = firstMissing(valueOf(component, record), component, path + component.getName());
            if (missing != null) {
                return missing;
            }
        }
        return null;
    }

    private static @Nullable String firstMissing(@Nullable Object value, RecordComponent component, String path) {
        if (value == null) {
            return mayBeNull(component) ? null : path;
        }
        if (value instanceof Record part) {
            return firstMissing(part, path + ".");
        }
        if (value instanceof List<?> parts) {
            for (int i = 0; i < parts.size(); i++) {
                String missing = parts.get(i) instanceof Record part ? firstMissing(part, path + "[" + i + "].") : null;
                if (missing != null) {
                    return missing;
                }
            }
        }
        return null;
    }

    private static boolean mayBeNull(RecordComponent component) {
        AnnotatedType type = component.getAnnotatedType();
        return type.isAnnotationPresent(Nullable.class);
    }

    private static @Nullable Object valueOf(RecordComponent component, Record record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("every record of the contract is public", e);
        }
    }
}
