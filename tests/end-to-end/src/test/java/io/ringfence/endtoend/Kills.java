package io.ringfence.endtoend;

import io.ringfence.testing.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;

/**
 * What is killed, and in which order, by chance: so many services, each any of them, and Kafka and PostgreSQL once each.
 * Whatever was killed is started again at once and awaited before the next kill.
 */
final class Kills {
    private static final String KAFKA = "Kafka";
    private static final String POSTGRES = "PostgreSQL";
    private static final Duration PROGRESS = Duration.ofMinutes(2);

    private final List<String> victims = new ArrayList<>();
    private final Installation installation;
    private final RandomGenerator random;

    Kills(Installation installation, RandomGenerator random, int services) {
        this.installation = installation;
        this.random = random;
        List<String> names = installation.services();
        for (int i = 0; i < services; i++) {
            victims.add(names.get(random.nextInt(names.size())));
        }
        victims.add(random.nextInt(victims.size() + 1), KAFKA);
        victims.add(random.nextInt(victims.size() + 1), POSTGRES);
    }

    /** Kills one after the other, each when the stories have come some steps further. */
    void perform(IntSupplier decided) {
        for (String victim : victims) {
            int wanted = decided.getAsInt() + 10 + random.nextInt(30);
            Waiting.until(
                    PROGRESS,
                    () -> "the stories go on to " + wanted + " decisions before " + victim + " is killed; they are at "
                            + decided.getAsInt() + " of " + this,
                    () -> decided.getAsInt() >= wanted);
            System.out.println("kill -9 of " + victim + " after " + decided.getAsInt() + " decisions");
            kill(victim);
        }
    }

    private void kill(String victim) {
        switch (victim) {
            case KAFKA -> installation.ground().killKafka();
            case POSTGRES -> installation.ground().killPostgres();
            default -> {
                installation.process(victim).kill();
                installation.process(victim).start().awaitReady();
            }
        }
    }

    @Override
    public String toString() {
        return String.valueOf(victims);
    }
}
