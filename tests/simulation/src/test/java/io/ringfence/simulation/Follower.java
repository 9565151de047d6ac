package io.ringfence.simulation;

import io.ringfence.axon.react.OpenReactions;
import io.ringfence.axon.react.Reaction;
import io.ringfence.axon.time.HybridClock;
import io.ringfence.events.group.SecurityGroupEvent;
import io.ringfence.events.wire.EventCodec;
import io.ringfence.events.wire.EventRecord;
import io.ringfence.events.wire.Micros;
import io.ringfence.events.wire.Unreadable;
import io.ringfence.events.wire.WireRecord;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a process does about others' events: learn, react, and only then go on. */
final class Follower {
    private final Replica process;
    private final Service service;
    private final HybridClock clock;
    private final OpenReactions reactions;

    Follower(Replica process, Service service, HybridClock clock, OpenReactions reactions) {
        this.process = process;
        this.service = service;
        this.clock = clock;
        this.reactions = reactions;
    }

    CompletionStage<?> hear(ConsumerRecord<byte[], byte[]> sent) {
        EventRecord record = decode(sent);
        Reaction reaction = service.parts().reaction();
        if (!reaction.wanted().contains(record.envelope().type())) {
            return CompletableFuture.completedFuture(null);
        }
        long learnedAt = clock.observe(Micros.of(record.envelope().occurredAt()));
        boolean heard = process.transactions()
                .fetchInTransaction(() -> service.parts().groups().learn(record, learnedAt));
        if (!heard) {
            return CompletableFuture.failedFuture(new IllegalStateException("too early"));
        }
        if (record.event() instanceof SecurityGroupEvent event) {
            process.gate().heard(event.securityGroupId());
        }
        return reaction.on(record)
                .<CompletionStage<?>>map(command -> reactions.submit(record.envelope(), command))
                .orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    private static EventRecord decode(ConsumerRecord<byte[], byte[]> sent) {
        Map<String, String> headers = new HashMap<>();
        sent.headers().forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        try {
            return EventCodec.decode(
                    new WireRecord(new String(sent.key(), StandardCharsets.UTF_8), headers, sent.value()));
        } catch (Unreadable e) {
            throw new IllegalStateException(e);
        }
    }
}
