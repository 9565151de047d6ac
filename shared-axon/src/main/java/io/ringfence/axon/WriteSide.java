package io.ringfence.axon;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.arc.DefaultBean;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.ringfence.axon.announce.Announcer;
import io.ringfence.axon.announce.LedgerOutbox;
import io.ringfence.axon.announce.Results;
import io.ringfence.axon.gate.CommandGate;
import io.ringfence.axon.gate.GroupCommit;
import io.ringfence.axon.gate.LaneKey;
import io.ringfence.axon.gate.Lanes;
import io.ringfence.axon.gate.LedgerRows;
import io.ringfence.axon.gate.OutcomeMeter;
import io.ringfence.axon.gate.Timing;
import io.ringfence.axon.gate.WaitLimits;
import io.ringfence.axon.publish.EventPublisher;
import io.ringfence.axon.publish.ProducerSink;
import io.ringfence.axon.publish.PublisherProcess;
import io.ringfence.axon.publish.Republication;
import io.ringfence.axon.publish.SendingThread;
import io.ringfence.axon.settle.SettledClock;
import io.ringfence.axon.store.AggregateDefinition;
import io.ringfence.axon.store.AxonSetup;
import io.ringfence.axon.store.JdbcTransactions;
import io.ringfence.axon.store.NewestEvent;
import io.ringfence.axon.store.RecentAggregates;
import io.ringfence.axon.store.StoredRevisionRows;
import io.ringfence.axon.time.HybridClock;
import io.ringfence.axon.time.Ids;
import io.ringfence.events.wire.CommandCodec;
import io.ringfence.events.wire.IdSource;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.axonframework.config.Configuration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The wiring of a write service, in the order of the flow.
 *
 * <pre>
 *   REST (web) ----------.
 *   Kafka (intake) -------+--> CommandGate --> aggregate --> event store --> EventPublisher --> Kafka
 *   other services' ------'        |                            |
 *   events (react)                 '-------- ledger ------------'   one transaction
 *                                             '--> Announcer --> Kafka
 *   SettledClock: how far all of that has come
 * </pre>
 */
@Singleton
final class WriteSide {
    private static final int MOST_LANES = 8;

    /** Everything is there before the first request comes in. */
    void start(
            @Observes StartupEvent started,
            CommandGate gate,
            Announcer announcer,
            Republication republication,
            SettledClock settledClock) {
        gate.onDecided(announcer::wake);
        announcer.start();
        republication.startPublisher();
        settledClock.start();
    }

    /** While the store can still be reached: decides what is under way and gives the publisher's place free. */
    void stop(
            @Observes ShutdownEvent stopping,
            Lanes lanes,
            Announcer announcer,
            Republication republication,
            SettledClock settledClock,
            Configuration axon,
            SendingThread sendingThread,
            ProducerSink sink)
            throws InterruptedException {
        settledClock.close();
        republication.close();
        lanes.stop();
        announcer.close();
        axon.shutdown();
        sendingThread.close();
        sink.close();
    }

    @Produces
    @Singleton
    static JdbcTransactions transactions(AgroalDataSource source) {
        return new JdbcTransactions(source);
    }

    @Produces
    @Singleton
    static HybridClock clock(JdbcTransactions transactions) {
        HybridClock clock = new HybridClock(InstantSource.system());
        clock.startAfter(NewestEvent.occurredAt(transactions));
        return clock;
    }

    @Produces
    @Singleton
    static IdSource ids() {
        return new Ids();
    }

    @Produces
    @Singleton
    static CommandCodec codec(IdSource ids) {
        return new CommandCodec(ids);
    }

    @Produces
    @Singleton
    static Configuration axon(
            JdbcTransactions transactions,
            RecentAggregates recent,
            @All List<AggregateDefinition> aggregates,
            ProducerSink sink,
            @ConfigProperty(name = "ringfence.source") String source,
            @ConfigProperty(name = "ringfence.publisher.ack-timeout", defaultValue = "8s") Duration ackTimeout) {
        return PublisherProcess.addTo(
                        AxonSetup.configurer(transactions, recent, aggregates),
                        axon -> new EventPublisher(sink, axon.eventSerializer(), source, ackTimeout))
                .start();
    }

    @Produces
    @Singleton
    static Republication republication(
            Configuration axon,
            JdbcTransactions transactions,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            @ConfigProperty(name = "ringfence.publisher.topic") String topic) {
        return Republication.of(axon, transactions, kafka, topic);
    }

    @Produces
    @Singleton
    static SettledClock settledClock(
            JdbcTransactions transactions,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            @ConfigProperty(name = "ringfence.publisher.topic") String topic,
            ProducerSink sink,
            HybridClock clock,
            @ConfigProperty(name = "ringfence.settled-margin", defaultValue = "2s") Duration margin) {
        return new SettledClock(transactions, PublisherProcess.NAME, kafka, topic, sink, clock, margin);
    }

    @Produces
    @Singleton
    static ProducerSink sink(@Identifier("default-kafka-broker") Map<String, Object> kafka, MeterRegistry registry) {
        return new ProducerSink(kafka, registry);
    }

    @Produces
    @Singleton
    static SendingThread sendingThread(ProducerSink sink) {
        return new SendingThread(sink);
    }

    @Produces
    @Singleton
    static Results results(SendingThread sink, @ConfigProperty(name = "ringfence.source") String source) {
        return new Results(sink, source);
    }

    @Produces
    @Singleton
    static Announcer announcer(
            JdbcTransactions transactions,
            Results results,
            @ConfigProperty(name = "ringfence.publisher.ack-timeout", defaultValue = "8s") Duration ackTimeout) {
        return new Announcer(new LedgerOutbox(transactions, ackTimeout), results);
    }

    @Produces
    @Singleton
    static PublisherProcess publisher(Configuration axon) {
        return PublisherProcess.of(axon);
    }

    @Produces
    @Singleton
    static RecentAggregates recentAggregates(
            @ConfigProperty(name = "ringfence.gate.cached-aggregates", defaultValue = "2000") int most) {
        return new RecentAggregates(most);
    }

    @Produces
    @Singleton
    @DefaultBean
    static LaneKey laneKey() {
        return LaneKey.BY_TARGET;
    }

    @Produces
    @Singleton
    static Lanes lanes(
            LaneKey key,
            @ConfigProperty(name = "ringfence.gate.lanes") Optional<Integer> count,
            @ConfigProperty(name = "ringfence.gate.queue", defaultValue = "1024") int capacity) {
        return Lanes.withThreads(count.orElseGet(WriteSide::lanesForThisMachine), capacity, key);
    }

    /** Few lanes make large batches, so there are no more than processors that can work on them beside everything else. */
    private static int lanesForThisMachine() {
        return Math.min(MOST_LANES, Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    }

    @Produces
    @Singleton
    static LedgerRows ledger(JdbcTransactions transactions) {
        return new LedgerRows(transactions);
    }

    @Produces
    @Singleton
    static GroupCommit groupCommit(
            Configuration axon,
            LedgerRows ledger,
            JdbcTransactions transactions,
            RecentAggregates recent,
            HybridClock clock) {
        return new GroupCommit(
                axon.commandBus(), ledger, new StoredRevisionRows(transactions), transactions, recent, clock);
    }

    @Produces
    @Singleton
    static CommandGate gate(
            GroupCommit commit,
            Lanes lanes,
            MeterRegistry registry,
            @ConfigProperty(name = "ringfence.wait-for-unknown", defaultValue = "2s") Duration forUnknown,
            @ConfigProperty(name = "ringfence.pending-wait", defaultValue = "5s") Duration whilePending) {
        WaitLimits limits = new WaitLimits(forUnknown, whilePending);
        return new CommandGate(commit, lanes, new OutcomeMeter(registry), Timing.system(), limits);
    }
}
