package io.ringfence.projection.audit;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A change as it is replayed.
 *
 * @param touched whom it concerned
 * @param cursor resumes the replay behind it
 */
@Schema(name = "ReplayedChange")
record ReplayedChange(@JsonUnwrapped AuditEntry change, TouchedInstances touched, String cursor) {}
