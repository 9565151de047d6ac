package io.ringfence.policy.space;

/** Protocol numbers or ports {@code from} to {@code to}, both included, 0 and up. */
public record NumberRange(int from, int to) {
    static NumberRange of(Span span) {
        return new NumberRange(span.from().number(), span.to().number());
    }

    public boolean contains(int number) {
        return from <= number && number <= to;
    }

    @Override
    public String toString() {
        return from == to ? Integer.toString(from) : from + "-" + to;
    }
}
