package io.ringfence.projection.verification;

import io.ringfence.projection.verification.Progress.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A verification as a person reads it: no more than a line a second and stage, and last the report in sentences. */
final class ProgressText {
    private static final long EVERY = Duration.ofSeconds(1).toNanos();

    private @Nullable Stage stage;
    private long toldAt;

    /** The lines to be shown of what is told; none if it is too soon for another one. */
    List<String> lines(Progress progress) {
        if (progress.report() != null) {
            return report(progress.report());
        }
        long now = System.nanoTime();
        if (progress.stage() == stage && now - toldAt < EVERY) {
            return List.of();
        }
        stage = progress.stage();
        toldAt = now;
        return List.of("  " + text(progress));
    }

    private static String text(Progress progress) {
        String what = switch (progress.stage()) {
            case READING -> "reading: %,d of %,d records";
            case VIEWS -> "comparing the views: %,d of %,d tables";
            case HEADS -> "comparing signed heads: %,d of %,d";
            case STORES -> "comparing the services' stores: %,d aggregates";
            case DONE -> "done";
        };
        return String.format(Locale.ROOT, what, progress.done(), progress.of());
    }

    private static List<String> report(Report report) {
        Stream.Builder<String> lines = Stream.builder();
        double seconds = Duration.between(report.startedAt(), report.endedAt()).toMillis() / 1000.0;
        say(
                lines,
                "Read %,d events of %,d aggregates, and compared what occurred up to %s, in %.1f s",
                report.events(),
                report.aggregates(),
                report.until(),
                seconds);
        say(
                lines,
                "Compared: %,d rows of the views, %,d signed heads, %,d aggregates in the services' stores",
                report.rows(),
                report.heads(),
                report.stores());
        report.notCompared().forEach(why -> say(lines, "Not compared: %s", why));
        report.discrepancies().forEach(discrepancy(lines));
        say(
                lines,
                report.verified()
                        ? "VERIFIED: everything that was compared is as it was"
                        : "NOT VERIFIED: the first bad place is the one named first");
        return lines.build().toList();
    }

    private static Consumer<Discrepancy> discrepancy(Stream.Builder<String> lines) {
        return found -> say(
                lines,
                "%s %s%s%s: %s",
                found.check(),
                found.aggregate() == null ? "" : found.aggregate(),
                found.revision() == null ? "" : "@" + found.revision(),
                found.place() == null ? "" : " (" + found.place() + ")",
                found.detail());
    }

    private static void say(Stream.Builder<String> lines, String format, Object... parts) {
        lines.add(String.format(Locale.ROOT, format, parts));
    }
}
