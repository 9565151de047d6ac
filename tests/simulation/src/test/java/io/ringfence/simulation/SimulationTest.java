package io.ringfence.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.testing.Seeds;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Random commands from many clients to all three services, with two processes each, while processes die and records
 * come twice, late and in another order. At the end every invariant of semantics, sections 2 and 6, holds, and every
 * acknowledged command is in the store once.
 */
class SimulationTest {
    /** Fifty times as many in a long run. */
    private static final int CASES = 10;

    /** Kept, as a logger that nobody holds forgets its level: a process that dies says so each time. */
    private static final Logger WRITE_SIDE = Logger.getLogger("io.ringfence.axon");

    private final AtomicInteger crashes = new AtomicInteger();
    private final AtomicInteger events = new AtomicInteger();
    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicInteger cases = new AtomicInteger();

    @BeforeAll
    static void beQuiet() {
        WRITE_SIDE.setLevel(Level.OFF);
    }

    @Test
    void everything_comes_to_an_end_and_every_invariant_holds() {
        Seeds.forEach(CASES, random -> {
            World world = run(random);
            HistoryCheck.check(world);
            SagaCheck.check(world);
            count(world);
        });

        System.out.printf(
                "%d simulations: %d events, %d answers, %d processes died%n",
                cases.get(), events.get(), answers.get(), crashes.get());
        assertThat(crashes.get()).as("processes that died").isGreaterThan(cases.get());
        assertThat(answers.get()).as("answers").isGreaterThan(100 * cases.get());
    }

    private static World run(RandomGenerator random) {
        SeededIdentifiers.startFrom(random.nextLong());
        World world = new World(random);
        world.run();
        return world;
    }

    private void count(World world) {
        cases.incrementAndGet();
        crashes.addAndGet(world.crashes());
        answers.addAndGet(world.acknowledged().size());
        events.addAndGet(Stored.of(world.groups()).size()
                + Stored.of(world.rules()).size()
                + Stored.of(world.instances()).size());
    }

    @Test
    void a_seed_repeats_a_run_exactly() {
        Seeds.forEach(1, random -> {
            long seed = random.nextLong();

            assertThat(history(seed)).isEqualTo(history(seed));
        });
    }

    private static String history(long seed) {
        World world = run(new SplittableRandom(seed));
        return Stored.of(world.groups()) + "\n" + Stored.of(world.rules()) + "\n" + Stored.of(world.instances());
    }
}
