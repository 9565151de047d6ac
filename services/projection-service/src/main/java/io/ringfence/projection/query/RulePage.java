package io.ringfence.projection.query;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A part of a group's rules, and the revision of those rules. */
@Schema(name = "RulePage")
record RulePage(List<RuleView> items, @Nullable String nextCursor, long revision, Watermark watermark) {}
