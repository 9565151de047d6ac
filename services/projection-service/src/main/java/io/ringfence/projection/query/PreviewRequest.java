package io.ringfence.projection.query;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body as the OpenAPI document shows it; the reader of the contract judges the bytes. */
@Schema(
        name = "PreviewRules",
        description = "What would be asked of rules and of rules:revoke, one of the two at least")
record PreviewRequest(
        @Schema(
                type = SchemaType.ARRAY,
                implementation = Object.class,
                maxItems = 100,
                description = "Each as in rules of AuthorizeRules")
        @Nullable
        List<Object> authorize,

        @Schema(
                type = SchemaType.ARRAY,
                implementation = Object.class,
                maxItems = 100,
                description = "Each a rule's id, or a match as in rules of RevokeRules")
        @Nullable
        List<Object> revoke) {}
