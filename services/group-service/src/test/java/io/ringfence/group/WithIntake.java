package io.ringfence.group;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.ringfence.events.wire.Topics;
import java.util.Map;

/** The service with everything that configuration can switch on, so that its tests share one start. */
public final class WithIntake implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("ringfence.intake.enabled", "true", "ringfence.intake.topic", Topics.GROUP_COMMANDS);
    }
}
