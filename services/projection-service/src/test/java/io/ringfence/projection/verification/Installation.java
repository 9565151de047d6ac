package io.ringfence.projection.verification;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ringfence.events.proof.EventChain;
import io.ringfence.events.proof.Hash;
import io.ringfence.events.proof.HeadKey;
import io.ringfence.events.proof.InclusionProof;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.wire.EventCodec;
import io.ringfence.events.wire.EventRecord;
import io.ringfence.events.wire.Headers;
import io.ringfence.events.wire.Micros;
import io.ringfence.events.wire.Settled;
import io.ringfence.events.wire.Topics;
import io.ringfence.events.wire.WireRecord;
import io.ringfence.feed.Position;
import io.ringfence.feed.memory.InMemoryTopics;
import io.ringfence.projection.ProjectionFlow;
import io.ringfence.projection.Tables;
import io.ringfence.projection.consume.RowStore;
import io.ringfence.projection.heads.HeadKeyFiles;
import io.ringfence.projection.heads.HeadSigner;
import io.ringfence.projection.heads.ProofQuery;
import io.ringfence.projection.settle.SettledTimes;
import io.ringfence.testing.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** A history in topics, in the rows, in stores and under signed heads; each can be tampered with by itself. */
final class Installation {
    private static final Duration WITHIN = Duration.ofMinutes(1);
    private static final Set<String> EVENTS = Set.copyOf(Topics.EVENTS);

    final List<WireRecord> records = new ArrayList<>();
    final List<WireRecord> stored = new ArrayList<>();
    final List<String> headsInKafka = new ArrayList<>();
    final Path directory;
    Instant until = Instant.EPOCH;
    HeadKey key;
    private final RowStore rows;
    private final DataSource database;
    private InMemoryTopics topics = new InMemoryTopics(3, 100);

    Installation(RowStore rows, DataSource database, Path directory) {
        this.rows = rows;
        this.database = database;
        this.directory = directory;
        try {
            key = HeadKeyFiles.loadOrMake(directory.resolve("key.pem"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Tables tables = new Tables(database);
        tables.clear();
        tables.execute("truncate last_head");
    }

    /** Events happen: they are in the stores and the topics, the rows follow, and each topic's head is signed. */
    void happen(List<EventRecord> events) {
        for (EventRecord event : events) {
            WireRecord record = EventCodec.encode(event);
            records.add(record);
            stored.add(record);
            topics.append(event);
            until = event.envelope().occurredAt();
        }
        follow();
        SettledTimes settled = new SettledTimes();
        Topics.EVENTS.forEach(topic -> settled.take(settled(topic)));
        new HeadSigner(
                        directory,
                        key,
                        database,
                        settled,
                        head -> headsInKafka.add(new String(head.signed().toJson(), UTF_8)),
                        Clock.fixed(until, ZoneOffset.UTC))
                .sign();
    }

    /** Events happen of which nothing is signed yet. */
    void followOnly(List<EventRecord> events) {
        events.forEach(topics::append);
        follow();
    }

    /** The views follow the topics as they are now. */
    private void follow() {
        Tables tables = new Tables(database);
        ProjectionFlow flow = ProjectionFlow.start(topics, rows, (effect, took) -> {});
        try {
            Waiting.until(
                    WITHIN,
                    "the rows have every event",
                    () -> tables.positions().reached(topics.ends(EVENTS)));
        } finally {
            flow.close();
        }
    }

    private Settled settled(String topic) {
        List<Position> ends = topics.ends(Set.of(topic)).all();
        return new Settled(
                topic,
                ends.get(0).topicId(),
                until,
                ends.stream().collect(Collectors.toMap(Position::partition, Position::offset)));
    }

    /** The views are thrown away and made of the topics as they are now: whoever tampers may do that too. */
    void rebuildViews(List<WireRecord> tampered) {
        topics = copy(tampered);
        new Tables(database).clear();
        follow();
    }

    /** The proof that an event is under the last head of its topic. */
    InclusionProof prove(EventRecord event) {
        return new ProofQuery(database, place -> Optional.ofNullable(topics.at(place)), key.publicKey())
                .of(
                        event.envelope().account(),
                        event.envelope().aggregate(),
                        event.envelope().sequence());
    }

    /** Verifies with these records in Kafka. */
    Report verify(List<WireRecord> inKafka) {
        Verification.Sources sources = new Verification.Sources(
                copy(inKafka),
                rows,
                database,
                () -> Optional.of(until),
                new Verification.Signed(key.publicKey(), key.id(), () -> headsInKafka, directory),
                new StoresInMemory(stored));
        return new Verification(sources, Clock.systemUTC(), line -> {}).run().orElseThrow();
    }

    /** With what is in Kafka in truth. */
    Report verify() {
        return verify(records);
    }

    private static InMemoryTopics copy(List<WireRecord> records) {
        InMemoryTopics copy = new InMemoryTopics(3, 100);
        records.forEach(record -> copy.append(topic(record), record));
        return copy;
    }

    /** By what made the record, whatever has become of it: nobody moves it to another topic. */
    private static String topic(WireRecord record) {
        String type = record.headers().getOrDefault("ce_source", "")
                + record.headers().getOrDefault("ce_type", "");
        return type.contains(".group.")
                ? Topics.GROUP_EVENTS
                : type.contains(".rule.") ? Topics.RULE_EVENTS : Topics.INSTANCE_EVENTS;
    }

    /** Stores that hold these records. */
    private record StoresInMemory(List<WireRecord> records) implements Stores {
        @Override
        public Set<String> topics() {
            return EVENTS;
        }

        @Override
        public void heads(String topic, Instant until, Consumer<StoredHead> to) {
            Map<AggregateRef, StoredHead> heads = new LinkedHashMap<>();
            chains(topic, Micros.of(until))
                    .forEach((aggregate, chain) -> heads.put(
                            aggregate,
                            new StoredHead(
                                    aggregate.toString(), (long) chain.size(), chain.get(chain.size() - 1), null)));
            heads.values().forEach(to);
        }

        @Override
        public List<String> chain(String topic, String aggregate) {
            return chains(topic, Long.MAX_VALUE).getOrDefault(AggregateRef.parse(aggregate), List.of());
        }

        private Map<AggregateRef, List<String>> chains(String topic, long until) {
            Map<AggregateRef, List<String>> chains = new HashMap<>();
            for (WireRecord record : records) {
                AggregateRef aggregate = EventCodec.aggregateOf(record);
                if (aggregate != null
                        && Topics.of(aggregate.kind()).equals(topic)
                        && Micros.of(Micros.parse(record.headers().getOrDefault(Headers.TIME, ""))) <= until) {
                    List<String> chain = chains.computeIfAbsent(aggregate, first -> new ArrayList<>());
                    Hash previous =
                            chain.isEmpty() ? EventChain.start(aggregate) : Hash.parse(chain.get(chain.size() - 1));
                    chain.add(EventChain.next(previous, EventChain.content(record))
                            .toString());
                }
            }
            return chains;
        }
    }
}
