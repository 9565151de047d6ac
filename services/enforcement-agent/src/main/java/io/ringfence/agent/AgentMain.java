package io.ringfence.agent;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/**
 * The program: without arguments the agent itself; {@code restore} puts the last policy in force, before workloads run
 * and whether Kafka is there or not; {@code remove} takes the table away, which nothing else does.
 */
@QuarkusMain
public final class AgentMain {

    private AgentMain() {}

    /** Ends with 0 when a command was carried out, 1 when it failed, 64 when there is no such command. */
    public static void main(String... arguments) {
        if (arguments.length == 0) {
            Quarkus.run();
            return;
        }
        System.exit(HostCommands.run(arguments));
    }
}
