package io.ringfence.demo;

import io.ringfence.lab.LabFailure;
import io.ringfence.lab.NetnsLab;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.common.KafkaException;

/**
 * The demo's verbs. {@code lab-up} makes the hosts' and instances' namespaces and leaves them standing, {@code run}
 * tells the story, {@code measure} measures on the same stage, {@code lab-down} removes the namespaces. Exits 0 if all was as expected, 1 if not, 2 if asked
 * wrongly.
 */
public final class Demo {

    private static final String USAGE =
            "usage: Demo lab-up | run | measure [--gateway=URL] [--kafka=SERVERS] | lab-down";

    /**
     * The clients repeat themselves; what matters comes as an exception. Kept, as the platform forgets the level of a
     * logger that nobody holds.
     */
    private static final Logger KAFKA_LOG = Logger.getLogger("org.apache.kafka");

    private Demo() {}

    public static void main(String[] arguments) {
        KAFKA_LOG.setLevel(Level.OFF);
        System.exit(act(List.of(arguments)));
    }

    private static int act(List<String> arguments) {
        String verb = arguments.isEmpty() ? "" : arguments.get(0);
        try {
            switch (verb) {
                case "lab-up" -> leaveStanding();
                case "lab-down" -> NetnsLab.remove(Stage.PREFIX);
                case "run" -> {
                    Settings settings = Settings.of(arguments.subList(1, arguments.size()));
                    return new Play(settings, new Page(System.out, Paint.ofThisTerminal())).perform() ? 0 : 1;
                }
                case "measure" -> new Measurement(Settings.of(arguments.subList(1, arguments.size()))).perform();
                default -> throw new IllegalArgumentException(USAGE);
            }
            return 0;
        } catch (KafkaException failure) {
            System.err.println("The demo cannot go on: Kafka does not serve it: " + failure.getMessage());
            return 1;
        } catch (DemoFailure | LabFailure failure) {
            System.err.println("The demo cannot go on: " + failure.getMessage());
            return 1;
        } catch (IllegalArgumentException refused) {
            System.err.println(refused.getMessage());
            return 2;
        }
    }

    /** The lab is not closed: it stands for the agents and for {@code run}, until {@code lab-down}. */
    private static void leaveStanding() {
        NetnsLab lab = NetnsLab.build(Stage.plan());
        System.out.println("The lab stands: "
                + String.join(" ", NetnsLab.namespaces(lab.plan().prefix())));
    }
}
