package io.ringfence.testing;

import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Where random tests get their randomness from. A case that fails says its seed; {@code -Dseed=} with that number runs
 * that case alone. {@code -Dringfence.test.long=true} raises how many cases there are.
 */
public final class Seeds {
    private static final int LONG_FACTOR = 50;

    private Seeds() {}

    /** Runs a check with as many random cases, times 50 in a long run; or with the one case that {@code -Dseed=} names. */
    public static void forEach(int cases, Consumer<RandomGenerator> check) {
        String given = System.getProperty("seed", "");
        if (!given.isEmpty()) {
            run(Long.parseLong(given), check);
            return;
        }
        long first = new SplittableRandom().nextLong(1L << 40);
        int count = Boolean.getBoolean("ringfence.test.long") ? cases * LONG_FACTOR : cases;
        for (int i = 0; i < count; i++) {
            run(first + i, check);
        }
    }

    /** The one seed of a test that makes a single large case; printed at once, as a process that dies says nothing. */
    public static long one() {
        String given = System.getProperty("seed", "");
        long seed = given.isEmpty() ? new SplittableRandom().nextLong(1L << 40) : Long.parseLong(given);
        System.out.println("seed of this run: -Dseed=" + seed);
        return seed;
    }

    private static void run(long seed, Consumer<RandomGenerator> check) {
        try {
            check.accept(new SplittableRandom(seed));
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("this case comes again with -Dseed=" + seed + ": " + e.getMessage(), e);
        }
    }
}
