package io.ringfence.simulation;

import io.ringfence.axon.publish.OpenPublisher;
import io.ringfence.axon.react.Reaction;
import io.ringfence.axon.store.AggregateDefinition;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;

/**
 * A service: its store, which lasts, and its replicas, which come and go. What it publishes goes to its topic of
 * events, what it is asked over Kafka comes from its topic of commands.
 */
final class Service {
    private final String name;
    private final World world;
    private final Store store;
    private final LedgerInMemory ledger;
    private final Parts parts;
    private final Topic events;
    private final Topic commands;
    private final Table<Integer, Integer> commandPositions;
    private final List<Table<Integer, Integer>> followed = new ArrayList<>();
    private final List<Replica> replicas = new ArrayList<>();
    private final OpenPublisher publisher;
    private int published;

    /** What is a service's own: its aggregates with what they work with, and what it does about others' events. */
    record Parts(List<AggregateDefinition> aggregates, Reaction reaction, KnownGroupsInMemory groups, Chore chore) {}

    /** Something that a process does beside deciding, every now and then. */
    @FunctionalInterface
    interface Chore {
        Chore NONE = process -> {};

        void run(Replica process);
    }

    Service(String name, World world, Store store, LedgerInMemory ledger, Parts parts) {
        this.name = name;
        this.world = world;
        this.store = store;
        this.ledger = ledger;
        this.parts = parts;
        this.events = new Topic("ringfence." + name + ".events.v1");
        this.commands = new Topic("ringfence." + name + ".commands.v1");
        this.commandPositions = store.table();
        this.publisher = new OpenPublisher("/ringfence/" + name, events::append);
    }

    String name() {
        return name;
    }

    Store store() {
        return store;
    }

    LedgerInMemory ledger() {
        return ledger;
    }

    Parts parts() {
        return parts;
    }

    Topic events() {
        return events;
    }

    Topic commands() {
        return commands;
    }

    Table<Integer, Integer> commandPositions() {
        return commandPositions;
    }

    /** Where this service is in each of the topics that it follows, in their order. */
    Table<Integer, Integer> followed(int index) {
        while (followed.size() <= index) {
            followed.add(store.table());
        }
        return followed.get(index);
    }

    /** Starts the first process in a place of its own; the topics are those that its reaction wants to hear of. */
    void startReplica(List<Topic> topics) {
        Session session = new Session(store, world.faults(), world.random());
        startReplica(topics, new Place(session, parts.aggregates()));
    }

    /** Starts another process where the one before it died. */
    void startReplica(List<Topic> topics, Place place) {
        Replica replica = new Replica(this, world, topics, place);
        replicas.add(replica);
        replica.start();
    }

    void ended(Replica replica) {
        replicas.remove(replica);
    }

    List<Replica> replicas() {
        return replicas;
    }

    /** Sends what has not been sent, and sometimes what has. */
    void publish(Faults faults) {
        List<DomainEventMessage<?>> all = store.events();
        int sent = Math.min(all.size(), published + 1 + world.random().nextInt(20));
        all.subList(published, sent).forEach(publisher::publish);
        if (!faults.sendsAgain(world.random())) {
            published = sent;
        }
    }
}
