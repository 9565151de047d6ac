package io.ringfence.events.value;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Reads enumeration constants in any letter case, as the Alibaba API does. */
final class Constants {
    private Constants() {}

    static <E extends Enum<E>> E parse(Class<E> type, String text) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(text)) {
                return constant;
            }
        }
        String possible = Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(" or "));
        throw new InvalidValue("must be " + possible + ", and not '" + text + "'");
    }
}
