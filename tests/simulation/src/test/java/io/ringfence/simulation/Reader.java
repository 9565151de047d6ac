package io.ringfence.simulation;

import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A consumer of a topic: reads its partitions at no certain pace, one record of a partition at a time, and keeps in the
 * store how far it is. Now and then it forgets that and reads some records again.
 */
final class Reader {
    private final Topic topic;
    private final Table<Integer, Integer> positions;
    private final Replica process;
    private final RandomGenerator random;
    private final Function<ConsumerRecord<byte[], byte[]>, CompletionStage<?>> take;

    Reader(
            Topic topic,
            Table<Integer, Integer> positions,
            Replica process,
            RandomGenerator random,
            Function<ConsumerRecord<byte[], byte[]>, CompletionStage<?>> take) {
        this.topic = topic;
        this.positions = positions;
        this.process = process;
        this.random = random;
        this.take = take;
    }

    void start() {
        for (int partition = 0; partition < Topic.PARTITIONS; partition++) {
            int mine = partition;
            process.soon(() -> read(mine, position(mine)));
        }
    }

    private int position(int partition) {
        Integer position = positions.get(partition);
        return position == null ? 0 : position;
    }

    private void read(int partition, int position) {
        if (position >= topic.partition(partition).size()) {
            process.pause(() -> read(partition, position));
            return;
        }
        take.apply(topic.partition(partition).get(position)).whenComplete((done, failure) -> {
            if (failure == null) {
                keep(partition, position + 1);
            }
            int next = failure == null ? position + 1 : position;
            boolean again = process.faults().readsAgain(random);
            process.soon(() -> read(partition, again ? Math.max(0, next - 1 - random.nextInt(5)) : next));
        });
    }

    private void keep(int partition, int position) {
        process.transactions().executeInTransaction(() -> positions.put(partition, position));
    }
}
