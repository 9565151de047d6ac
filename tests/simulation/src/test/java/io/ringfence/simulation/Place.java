package io.ringfence.simulation;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ringfence.axon.gate.OutcomeMeter;
import io.ringfence.axon.store.AggregateDefinition;
import io.ringfence.axon.store.AxonSetup;
import io.ringfence.axon.store.RecentAggregates;
import java.util.List;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.config.Configuration;

/**
 * Where one process after the other runs: Axon is set up once for all of them, as that takes longest, and each starts
 * with an empty memory.
 */
final class Place {
    private static final int REMEMBERED = 20;

    private final Session session;
    private final RecentAggregates recent = new RecentAggregates(REMEMBERED);
    private final Configuration axon;
    private final OutcomeMeter meter = new OutcomeMeter(new SimpleMeterRegistry());

    Place(Session session, List<AggregateDefinition> aggregates) {
        this.session = session;
        this.axon = AxonSetup.configurer(session, session.engine(), recent, aggregates)
                .start();
    }

    /** Makes room for the next process. */
    void begin(Runnable whenItDies) {
        recent.removeAll();
        session.begin(whenItDies);
    }

    Session session() {
        return session;
    }

    RecentAggregates recent() {
        return recent;
    }

    OutcomeMeter meter() {
        return meter;
    }

    CommandBus commands() {
        return axon.commandBus();
    }
}
