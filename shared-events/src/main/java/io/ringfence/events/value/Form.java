package io.ringfence.events.value;

/** The forms that ids and names have. Every event has a dozen of them, so they are looked at character by character. */
final class Form {
    private static final int RANDOM_PART = 17;

    private Form() {}

    /** The prefix and 17 of {@code [a-z0-9]}. */
    static boolean isId(String value, String prefix) {
        if (value.length() != prefix.length() + RANDOM_PART || !value.startsWith(prefix)) {
            return false;
        }
        for (int i = prefix.length(); i < value.length(); i++) {
            if (!isLowerOrDigit(value.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** 1 to so many of {@code [A-Za-z0-9]} and the marks, and none of these at the beginning. */
    static boolean isName(String value, int longest, String marks) {
        if (value.isEmpty() || value.length() > longest || !isLetterOrDigit(value.charAt(0))) {
            return false;
        }
        for (int i = 1; i < value.length(); i++) {
            char c = value.charAt(i);
            if (!isLetterOrDigit(c) && marks.indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    /** 1 to so many of {@code [0-9]}. */
    static boolean isNumber(String value, int longest) {
        if (value.isEmpty() || value.length() > longest) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            if (!isDigit(value.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetterOrDigit(char c) {
        return isLowerOrDigit(c) || (c >= 'A' && c <= 'Z');
    }

    private static boolean isLowerOrDigit(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'z');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
