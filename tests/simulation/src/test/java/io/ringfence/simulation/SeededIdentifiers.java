package io.ringfence.simulation;

import java.util.SplittableRandom;
import java.util.UUID;
import org.axonframework.common.IdentifierFactory;

/** Axon's ids of messages and events, the same in every run of a seed. Found through {@code META-INF/services}. */
public final class SeededIdentifiers extends IdentifierFactory {
    private static SplittableRandom random = new SplittableRandom(0);

    static void startFrom(long seed) {
        random = new SplittableRandom(seed);
    }

    @Override
    public String generateIdentifier() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}
