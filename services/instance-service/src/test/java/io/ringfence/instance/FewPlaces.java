package io.ringfence.instance;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Groups with few places, so that a test can fill one. */
public final class FewPlaces implements QuarkusTestResourceLifecycleManager {
    static final int BASIC = 16;

    @Override
    public Map<String, String> start() {
        return Map.of("ringfence.limits.addresses-basic", Integer.toString(BASIC));
    }

    @Override
    public void stop() {}
}
