package io.ringfence.agent.denied;

import static io.ringfence.agent.Facts.HERE;
import static io.ringfence.agent.Facts.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.agent.AgentFlow;
import io.ringfence.agent.Facts;
import io.ringfence.agent.FlowState;
import io.ringfence.agent.TestFlow;
import io.ringfence.agent.TestNamespace;
import io.ringfence.agent.apply.Dataplane;
import io.ringfence.agent.apply.InMemoryTable;
import io.ringfence.agent.apply.KernelTable;
import io.ringfence.agent.feed.InMemoryFeed;
import io.ringfence.agent.render.DeniedLog;
import io.ringfence.agent.render.TableSettings;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.Protocol;
import io.ringfence.nativecalls.NetworkNamespace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Policy is enforced also where nobody can be told of what it denies, and the log says why nobody is. */
class DeniedSetupTest {

    private static final DeniedLog LOG = new DeniedLog(7, 20);
    private static final TableSettings TELLING = new TableSettings(
            TestFlow.SETTINGS.guarded(), TestFlow.SETTINGS.exemptions(), TestFlow.SETTINGS.marks(), Optional.of(LOG));

    private final Facts facts = new Facts();
    private final InMemoryFeed feed = new InMemoryFeed();
    private final List<FlowState> states = new ArrayList<>();
    private final Logger logger = Logger.getLogger(DeniedSetup.class.getName());
    private final Said said = new Said();

    @TempDir
    Path state;

    private static final class Said extends Handler {
        private final List<String> messages = new ArrayList<>();

        @Override
        public void publish(LogRecord line) {
            messages.add(String.valueOf(line.getMessage())
                    + List.of(Optional.ofNullable(line.getParameters()).orElse(new Object[0])));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @BeforeEach
    void listen() {
        logger.addHandler(said);
    }

    @AfterEach
    void stop() {
        logger.removeHandler(said);
    }

    /** As the agent does at its start, with what it finds out here. */
    private void enforces(KernelTable kernel, NetworkNamespace namespace) {
        Optional<DeniedPackets> packets = DeniedSetup.listen(TELLING, kernel, namespace);
        assertThat(packets).isEmpty();
        assertThat(said.messages).singleElement().asString().contains("Nobody is told of denied packets");
        feed.publish(
                facts.group(WEB),
                facts.rules(WEB, Facts.accept(80, Direction.INGRESS, Protocol.TCP, "80/80", Facts.cidr("0.0.0.0/0"))),
                facts.instance("eci-1", WEB, HERE, "sg1", "10.0.0.1"));
        turnTwice(kernel, TELLING.withoutDeniedLog());
        assertThat(states)
                .last()
                .extracting(last -> last.enforcement().refusal())
                .isEqualTo(Optional.empty());
        assertThat(kernel.read()).get().asString().contains("tcp dport 80").doesNotContain("log group");
    }

    private void turnTwice(KernelTable kernel, TableSettings settings) {
        AgentFlow flow = new TestFlow(feed, kernel)
                .settings(settings)
                .observer((now, changed) -> states.add(now))
                .build();
        flow.turn();
        flow.turn();
    }

    @Test
    void aKernelThatCannotLog() {
        InMemoryTable kernel = new InMemoryTable();
        kernel.refuse(text -> text.contains("log group"));
        try (NetworkNamespace namespace = NetworkNamespace.ofProcess()) {
            enforces(kernel, namespace);
        }
        turnTwice(kernel, TELLING);
        assertThat(states)
                .last()
                .extracting(last -> last.enforcement().refusal())
                .isNotEqualTo(Optional.empty());
    }

    @Test
    void aGroupThatSomebodyElseListensTo() {
        try (TestNamespace namespace = new TestNamespace();
                NflogPackets another = NflogPackets.listen(namespace.thread(), LOG.group());
                KernelTable kernel = Dataplane.LIBRARY.open(namespace.thread(), state)) {
            assertThat(another.hear()).isEmpty();
            enforces(kernel, namespace.thread());
            assertThat(said.messages).singleElement().asString().contains("NFLOG group 7");
        }
    }
}
