package io.ringfence.endtoend;

import io.ringfence.lab.Answer;
import io.ringfence.lab.LabPlan;
import io.ringfence.lab.Machine;
import io.ringfence.lab.NetnsLab;
import io.ringfence.lab.Prober;
import io.ringfence.lab.Question;
import io.ringfence.lab.Responders;
import io.ringfence.testing.Waiting;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One host with two container instances, a client and a server that answers on some ports. */
final class OneHost implements AutoCloseable {
    private static final Duration IN_FORCE = Duration.ofSeconds(20);

    private final NetnsLab lab;
    private final Responders responders;
    private final Prober prober;

    /** Builds the namespaces; the server answers on these ports. */
    OneHost(int... ports) {
        LabPlan plan =
                LabPlan.ofThisProcess("e2e").host("h1").instance("client", "h1").instance("server", "h1");
        this.lab = NetnsLab.build(plan);
        this.responders = Responders.start(
                lab,
                List.of(lab.machine("server")),
                Arrays.stream(ports).boxed().toList());
        this.prober = new Prober(lab, Duration.ofMillis(500));
    }

    String namespace() {
        return lab.machine("h1").namespace();
    }

    Machine client() {
        return lab.machine("client");
    }

    Machine server() {
        return lab.machine("server");
    }

    /** A request body that registers the machine as an instance of a group. */
    static String registration(Machine machine, String group) {
        return "{'name':'%s','securityGroupId':'%s','addresses':['%s','%s'],'host':'h1','interface':'%s'}"
                .formatted(
                        machine.name(),
                        group,
                        machine.ipv4().getHostAddress(),
                        machine.ipv6().getHostAddress(),
                        machine.hostInterface());
    }

    /** Waits until a new connection from the client to the server's port is answered so. */
    void await(int port, Answer expected) {
        Waiting.until(IN_FORCE, "port " + port + " is " + expected, () -> connects(port) == expected);
    }

    Answer connects(int port) {
        return prober.ask(Question.tcp(client(), server().ipv4(), port));
    }

    /** Those of the ports on which the server can be reached; a reset from a port without a listener counts. */
    Set<Integer> reached(List<Integer> ports) {
        List<Answer> answers = prober.ask(ports.stream()
                .map(port -> Question.tcp(client(), server().ipv4(), port))
                .toList());
        return IntStream.range(0, ports.size())
                .filter(i -> answers.get(i) != Answer.SILENT)
                .mapToObj(ports::get)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public void close() {
        responders.close();
        lab.close();
    }
}
