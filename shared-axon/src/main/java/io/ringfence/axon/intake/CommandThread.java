package io.ringfence.axon.intake;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The thread that reads commands until it is closed; a reading that fails begins anew from what is committed. */
final class CommandThread implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(CommandThread.class);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(2);
    private static final Duration END_WITHIN = Duration.ofSeconds(15);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final String topic;
    private final Function<ConsumerRecord<byte[], byte[]>, CompletionStage<Void>> intake;
    private final int mostOpen;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "command-intake");
    private volatile @Nullable CommandReading reading;

    CommandThread(
            Supplier<Consumer<byte[], byte[]>> consumers,
            String topic,
            Function<ConsumerRecord<byte[], byte[]>, CompletionStage<Void>> intake,
            int mostOpen) {
        this.consumers = consumers;
        this.topic = topic;
        this.intake = intake;
        this.mostOpen = mostOpen;
        thread.setDaemon(true);
    }

    CommandThread start() {
        thread.start();
        return this;
    }

    private void run() {
        while (!isClosing()) {
            try (CommandReading opened = new CommandReading(consumers.get(), topic, intake, mostOpen)) {
                reading = opened;
                while (!isClosing()) {
                    opened.poll();
                }
                awaitAnswers(opened);
            } catch (RuntimeException e) {
                LOG.error("Commands could not be read; they are read again", e);
                await(RETRY);
            } finally {
                reading = null;
            }
        }
    }

    /** What is answered now need not be read again by whoever comes next. */
    private static void awaitAnswers(CommandReading opened) {
        long deadline = System.nanoTime() + ANSWER_WITHIN.toNanos();
        while (opened.open() > 0 && System.nanoTime() - deadline < 0) {
            opened.drain();
        }
    }

    /** Whether commands are being read. */
    boolean isReading() {
        CommandReading opened = reading;
        return opened != null && opened.hasJoined();
    }

    /** Records that are not answered; not a number while that is unknown. */
    double lag() {
        CommandReading opened = reading;
        return opened == null ? Double.NaN : opened.lag();
    }

    /** Records on their way to an answer. */
    double open() {
        CommandReading opened = reading;
        return opened == null ? 0 : opened.open();
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void await(Duration limit) {
        try {
            closing.await(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            closing.countDown(); // nobody interrupts this thread but to end it
        }
    }

    /** Takes nothing new, lets what is on its way be answered, and commits. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(END_WITHIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
