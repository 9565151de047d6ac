package io.ringfence.endtoend;

import io.ringfence.local.KafkaBroker;
import io.ringfence.local.TopicCreation;
import java.io.IOException;
import java.nio.file.Path;

/** A broker in a JVM of its own, so that it can be killed. It ends with whoever started it. */
final class KafkaProgram {
    private KafkaProgram() {}

    /** Takes a directory and a port; says "ready" when every topic is there, ends when its standard input does. */
    public static void main(String[] arguments) throws IOException {
        KafkaBroker broker = KafkaBroker.start(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
        TopicCreation.createMissing(broker.bootstrapServers());
        System.out.println("ready");
        System.in.readAllBytes();
        broker.close();
        System.exit(0);
    }
}
