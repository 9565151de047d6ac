package io.ringfence.rule;

import io.ringfence.events.value.AddressFamily;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Bodies as the OpenAPI document shows them; the readers of the contract judge the bytes. */
final class PrefixListRequest {
    private static final String ENTRIES = "At most maxEntries, all of the list's family, none twice";

    private PrefixListRequest() {}

    @Schema(name = "CreatePrefixList", description = "A new prefix list")
    record Create(
            @Schema(required = true, minLength = 2, maxLength = 128, examples = "office")
            String name,

            @Schema(required = true, description = "For ever")
            AddressFamily addressFamily,

            @Schema(
                    required = true,
                    description = "For ever; a rule that names the list counts as many rules",
                    minimum = "1",
                    maximum = "200")
            int maxEntries,

            @Schema(description = ENTRIES) @Nullable List<Entry> entries) {}

    @Schema(name = "PrefixListEntry", description = "A block of addresses")
    record Entry(
            @Schema(required = true, examples = "192.0.2.0/24")
            String cidr,

            @Schema(maxLength = 512) @Nullable String description) {}

    @Schema(name = "ModifyPrefixList", description = "A merge patch (RFC 7396): absent stays, entries replace all")
    record Modify(
            @Schema(minLength = 2, maxLength = 128) @Nullable
            String name,

            @Schema(description = ENTRIES) @Nullable List<Entry> entries) {}

    @Schema(name = "PrefixListRevision", description = "The list and the revision that holds the change")
    record Answer(String prefixListId, long revision) {}
}
