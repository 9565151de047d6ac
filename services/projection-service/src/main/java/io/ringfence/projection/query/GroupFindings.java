package io.ringfence.projection.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with one group; the watermark stands beside a single one, and in a list beside the list.
 *
 * @param revision of the group's rules; 0 where they have not been seen
 * @param asOf the instant that it is about
 * @param findings the worst kind first
 */
@Schema(name = "GroupFindings")
@JsonInclude(JsonInclude.Include.NON_NULL)
record GroupFindings(
        String securityGroupId,
        long revision,
        Instant asOf,
        List<FindingView> findings,
        @Nullable Watermark watermark) {
    GroupFindings with(Watermark known) {
        return new GroupFindings(securityGroupId, revision, asOf, findings, known);
    }
}
