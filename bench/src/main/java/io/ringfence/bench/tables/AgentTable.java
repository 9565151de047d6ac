package io.ringfence.bench.tables;

import io.ringfence.agent.apply.Dataplane;
import io.ringfence.agent.apply.Epochs;
import io.ringfence.agent.apply.KernelTable;
import io.ringfence.agent.apply.TableInForce;
import io.ringfence.agent.render.TableRenderer;
import io.ringfence.agent.render.Withheld;
import io.ringfence.agent.table.Epoch;
import io.ringfence.agent.table.MarkMask;
import io.ringfence.bench.BenchFailure;
import java.nio.file.Path;
import java.util.Set;

/** The agent's own classes, from events to the kernel of one namespace. */
final class AgentTable implements AutoCloseable {
    private final KernelTable kernel;
    private final TableInForce table;
    private final TableRenderer renderer = new TableRenderer(HostFacts.SETTINGS);

    AgentTable(Space space, Path directory) {
        kernel = Dataplane.LIBRARY.open(space.inside(), directory);
        table = new TableInForce(kernel, new InTurn());
    }

    /** Puts in force what follows from all the facts, as an agent does that has just read them. */
    void load(HostFacts facts) {
        table.put(renderer.render(facts.policyOfAnew(), Withheld.NOTHING), Set.of());
    }

    /** Brings the kernel up to date with the facts. */
    void follow(HostFacts facts) {
        if (!table.put(renderer.render(facts.policy(), Withheld.NOTHING), facts.moved())) {
            throw new BenchFailure("nothing had to be written");
        }
    }

    @Override
    public void close() {
        kernel.close();
    }

    /** One number after the other, as no connection carries any. */
    private static final class InTurn implements Epochs {
        private int given;

        @Override
        public Epoch next() {
            given = given % MarkMask.DEFAULT.lastEpoch() + 1;
            return new Epoch(MarkMask.DEFAULT, given);
        }

        @Override
        public void began(Epoch epoch) {
            // Nobody asks which one it is.
        }
    }
}
