package io.ringfence.axon.intake;

import io.ringfence.axon.announce.Results;
import io.ringfence.axon.gate.CommandGate;
import io.ringfence.axon.gate.Patience;
import io.ringfence.axon.publish.RecordSink;
import io.ringfence.axon.time.HybridClock;
import io.ringfence.events.wire.CommandCodec;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Opens what is not public here: how a command record is taken in. */
public final class OpenIntake {
    private final CommandIntake intake;

    public OpenIntake(
            String topic, CommandCodec codec, CommandGate gate, HybridClock clock, RecordSink sink, Patience patience) {
        this.intake = new CommandIntake(
                new CommandEventReader(topic),
                codec,
                gate,
                clock,
                new Results(sink, "/ringfence/simulation"),
                new DeadLetters(sink),
                patience);
    }

    public CompletionStage<Void> take(ConsumerRecord<byte[], byte[]> record) {
        return intake.take(record);
    }
}
