package io.ringfence.projection.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ringfence.events.rule.PrefixListEntry;
import io.ringfence.events.wire.Micros;
import io.ringfence.projection.rows.JsonText;
import io.ringfence.projection.rows.PrefixListRow;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A prefix list as it is shown; the watermark stands beside a single one, and in a list beside the list. */
@Schema(name = "PrefixListView")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PrefixListView(
        String prefixListId,
        String name,
        String addressFamily,
        long maxEntries,
        List<Entry> entries,
        long revision,
        Instant changedAt,
        String changedBy,
        @Nullable Watermark watermark) {
    /** A block of addresses. */
    @Schema(name = "PrefixListEntryView")
    public record Entry(String cidr, String description) {
        static Entry of(PrefixListEntry entry) {
            return new Entry(entry.cidr().toString(), entry.description());
        }
    }

    public static PrefixListView of(PrefixListRow row) {
        return of(row, null);
    }

    public static PrefixListView of(PrefixListRow row, @Nullable Watermark watermark) {
        return new PrefixListView(
                row.id,
                row.name,
                row.addressFamily,
                row.maxEntries,
                JsonText.entries(row.entries).stream().map(Entry::of).toList(),
                row.revision,
                Micros.toInstant(row.validFrom),
                row.actor,
                watermark);
    }
}
