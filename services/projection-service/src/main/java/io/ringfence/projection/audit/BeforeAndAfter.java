package io.ringfence.projection.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a change touched, as it was and as it is: rules for a change of rules, else the one thing that changed. Empty before
 * what is new, and after what is gone.
 */
@Schema(name = "BeforeAndAfter")
@JsonInclude(JsonInclude.Include.ALWAYS)
record BeforeAndAfter(List<Object> before, List<Object> after) {}
