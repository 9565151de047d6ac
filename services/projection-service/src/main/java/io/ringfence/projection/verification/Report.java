package io.ringfence.projection.verification;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a verification found: to be filed.
 *
 * @param verified whether everything that was compared is as it was; what could not be compared is in {@code notCompared}
 * @param until events that occurred later were not compared, as they were still on their way
 * @param settled whether the publishers said that nothing earlier is missing; else {@code until} is the newest event's time
 * @param events how many were read from offset 0
 * @param aggregates whose they are
 * @param rows of the views that were compared
 * @param heads how many signed ones were held against the events
 * @param stores how many aggregates were compared with the stores of the services that decided
 * @param keyId names the key that the heads were checked with; null without one
 * @param first the earliest discrepancy; null if there is none
 * @param discrepancies all, earliest first, 100 of each check at most
 * @param notCompared what could not be, with the reason: sentences for a person
 */
@Schema(name = "VerificationReport")
record Report(
        boolean verified,
        Instant until,
        boolean settled,
        long events,
        long aggregates,
        long rows,
        long heads,
        long stores,
        @Nullable String keyId,
        @Nullable Discrepancy first,
        List<Discrepancy> discrepancies,
        List<String> notCompared,
        Instant startedAt,
        Instant endedAt) {}
