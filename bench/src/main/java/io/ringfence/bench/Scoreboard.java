package io.ringfence.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table at the end: each figure beside what is due and what is the goal; what could not be measured says why. */
public final class Scoreboard {
    private static final String LINE = "| %-98s | %14s | %14s | %9s | %9s | %-10s |%n";

    private final List<String> lines = new ArrayList<>();

    /** A rate and its part of a floor's or a peer's; more is better. */
    void rate(Rounds rounds, Contestant measured, Contestant against, double due, double goal) {
        double ratio = Medians.of(rounds.ratios(measured, against));
        line(
                measured.name() + " / " + against.name(),
                "%.0f a second".formatted(Medians.of(rounds.of(measured))),
                "%.3f".formatted(ratio),
                "%.2f".formatted(due),
                "%.2f".formatted(goal),
                ratio >= goal ? "goal" : ratio >= due ? "due" : "missed");
    }

    /** A rate that nothing is said of, for comparison. */
    void note(Rounds rounds, Contestant measured) {
        line(measured.name(), "%.0f a second".formatted(Medians.of(rounds.of(measured))), "", "", "", "");
    }

    /** A figure that nothing is said of, and its part of another's. */
    public void note(String what, String figure, String against) {
        line(what, figure, against, "", "", "");
    }

    /** A figure that should be small, in the unit of its due and its goal. */
    public void atMost(String what, String figure, double measured, String unit, double due, double goal) {
        line(
                what,
                figure,
                "%.2f%s".formatted(measured, unit),
                "%.2f%s".formatted(due, unit),
                "%.2f%s".formatted(goal, unit),
                measured <= goal ? "goal" : measured <= due ? "due" : "missed");
    }

    /** A row that could not be measured. */
    public void missing(String what, String reason) {
        line(what, "not measured", reason, "", "", "");
    }

    void print() {
        System.out.println();
        System.out.printf(LINE, "medians", "figure", "against", "due first", "goal", "reached");
        lines.forEach(System.out::print);
    }

    private void line(String... cells) {
        lines.add(String.format(Locale.ROOT, LINE, (Object[]) cells));
    }
}
