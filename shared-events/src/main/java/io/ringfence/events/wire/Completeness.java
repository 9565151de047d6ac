package io.ringfence.events.wire;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a record read from JSON has all its parts: Jackson leaves out what is missing, and a rule without a direction
 * must not be taken for one. A part that came later than the first version is {@code @Nullable}, so old events stay
 * complete.
 */
final class Completeness {
    /** The JVM makes a record's components anew each time they are asked for. */
    private static final ClassValue<List<Part>> PARTS = new ClassValue<>() {
        @Override
        protected List<Part> computeValue(Class<?> record) {
            return Arrays.stream(record.getRecordComponents()).map(Part::of).toList();
        }
    };

    private Completeness() {}

    /** The path of the first part that is missing, or null when all are there. */
    static @Nullable String firstMissing(Record record) {
        return firstMissing(record, "");
    }

    private static @Nullable String firstMissing(Record record, String path) {
        for (Part part : PARTS.get(record.getClass())) {
            String missing = firstMissing(part.of(record), part, path + part.name);
            if (missing != null) {
                return missing;
            }
        }
        return null;
    }

    private static @Nullable String firstMissing(@Nullable Object value, Part declared, String path) {
        if (value == null) {
            return declared.mayBeNull ? null : path;
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

    /** A component of a record. */
    private record Part(String name, Method accessor, boolean mayBeNull) {
        static Part of(RecordComponent component) {
            return new Part(
                    component.getName(),
                    component.getAccessor(),
                    component.getAnnotatedType().isAnnotationPresent(Nullable.class));
        }

        @Nullable
        Object of(Record record) {
            try {
                return accessor.invoke(record);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("every record of the contract is public", e);
            }
        }
    }
}
