package io.ringfence.demo;

import java.util.ArrayList;
import java.util.List;

/** What the story promised and what was seen; the exit code follows from it. */
final class Expectations {

    private final List<String> unmet = new ArrayList<>();
    private int met;

    /** Notes one expectation; {@code otherwise} is the sentence for the list of what was not as expected. */
    void that(boolean asExpected, String otherwise) {
        if (asExpected) {
            met++;
        } else {
            unmet.add(otherwise);
        }
    }

    /** Notes that a value is the expected one. */
    void equal(String what, Object expected, Object seen) {
        that(expected.equals(seen), what + " should be " + expected + ", but is " + seen);
    }

    int met() {
        return met;
    }

    List<String> unmet() {
        return List.copyOf(unmet);
    }
}
