package io.ringfence.agent.denied;

import io.ringfence.events.enforcement.DeniedFlow;
import java.util.List;

/** Tells everybody; what cannot be told is lost, as more will come. */
@FunctionalInterface
public interface DeniedSink {

    void tell(List<DeniedFlow> flows);
}
