package io.ringfence.projection.verification;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A line of a verification: how far it is, and last the report.
 *
 * @param done of this stage: records, tables, heads, aggregates
 * @param of how many there are; 0 where that is not known
 */
@Schema(name = "VerificationProgress")
record Progress(Stage stage, long done, long of, @Nullable Report report) {
    /** What is being done. */
    enum Stage {
        READING,
        VIEWS,
        HEADS,
        STORES,
        DONE
    }

    static Progress of(Stage stage, long done, long of) {
        return new Progress(stage, done, of, null);
    }

    static Progress done(Report report) {
        return new Progress(Stage.DONE, 1, 1, report);
    }
}
