package io.ringfence.endtoend;

import io.ringfence.lab.Answer;
import io.ringfence.lab.Machine;
import io.ringfence.lab.Prober;
import io.ringfence.lab.Question;
import io.ringfence.testing.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A client and a server on one host, of one story alone; the server answers on the host's ports. */
record Pair(Machine client, Machine server, Prober prober) {
    private static final Duration IN_FORCE = Duration.ofSeconds(20);

    /** A request body that registers the machine as an instance of a group. */
    static String registration(Machine machine, String group) {
        return "{'name':'%s','securityGroupId':'%s','addresses':['%s','%s'],'host':'%s','interface':'%s'}"
                .formatted(
                        machine.name(),
                        group,
                        machine.ipv4().getHostAddress(),
                        machine.ipv6().getHostAddress(),
                        machine.host(),
                        machine.hostInterface());
    }

    /** Waits until a new connection from the client to the server's port is answered so. */
    void await(int port, Answer expected) {
        Waiting.until(IN_FORCE, "port " + port + " is " + expected, () -> connects(port) == expected);
    }

    Answer connects(int port) {
        return prober.ask(Question.tcp(client, server.ipv4(), port));
    }

    /** Those of the ports on which the server can be reached; a reset from a port without a listener counts. */
    Set<Integer> reached(List<Integer> ports) {
        List<Answer> answers = prober.ask(ports.stream()
                .map(port -> Question.tcp(client, server.ipv4(), port))
                .toList());
        return IntStream.range(0, ports.size())
                .filter(i -> answers.get(i) != Answer.SILENT)
                .mapToObj(ports::get)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
