package io.ringfence.simulation;

import io.ringfence.axon.decide.Requester;
import io.ringfence.axon.gate.Answer;
import io.ringfence.axon.gate.LedgerKey;
import io.ringfence.axon.gate.Submission;
import io.ringfence.events.problem.Refusal;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.wire.Channel;
import io.ringfence.events.wire.CommandCodec;
import io.ringfence.events.wire.ContentDigest;
import io.ringfence.events.wire.Headers;
import io.ringfence.events.wire.Json;
import io.ringfence.events.wire.Outcome;
import io.ringfence.events.wire.Outcome.Accepted;
import io.ringfence.events.wire.Outcome.Rejected;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who sends one command after the other, over REST or over Kafka. Over REST it sends again, under the same id
 * and to whatever process there is, until it has an answer.
 */
final class Client {
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final int TRIES = 20;

    private final String name;
    private final World world;
    private final RandomGenerator random;
    private int sent;
    private boolean stopped;

    Client(String name, World world) {
        this.name = name;
        this.world = world;
        this.random = world.random();
    }

    void start() {
        world.time().later(Duration.ofMillis(random.nextInt(300)), this::next);
    }

    /** Sends nothing new; what is under way goes on. */
    void stop() {
        stopped = true;
    }

    private void next() {
        if (stopped) {
            return;
        }
        Ask ask = world.wishes().next();
        String id = name + "-" + sent++;
        if (random.nextInt(10) < 4) {
            sendByKafka(ask, id);
            start();
        } else {
            sendByRest(ask, id);
        }
    }

    private void sendByKafka(Ask ask, String id) {
        Service service = world.serviceOf(ask.type());
        String key = ask.target().isEmpty() ? id : ask.target();
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>("unnamed", Topic.utf8(key), Json.write(ask.data()));
        record.headers()
                .add(Headers.SPEC_VERSION, Topic.utf8("1.0"))
                .add(Headers.ID, Topic.utf8(id))
                .add(Headers.SOURCE, Topic.utf8("/simulation"))
                .add(Headers.TYPE, Topic.utf8(ask.type().wireName()));
        service.commands().append(record);
        if (world.faults().sendsTwice(random)) {
            service.commands().append(record);
        }
    }

    private void sendByRest(Ask ask, String id) {
        Submission submission;
        try {
            submission = submission(ask, id);
        } catch (Refusal badInput) {
            start();
            return;
        }
        Call call = new Call(ask, submission);
        call.send();
        if (world.faults().sendsTwice(random)) {
            call.send();
        }
    }

    private Submission submission(Ask ask, String id) {
        CommandCodec codec = new CommandCodec(world.ids());
        return new Submission(
                codec.read(ask.type(), ask.target(), ask.data()),
                id,
                "rest",
                ContentDigest.of(ask.type(), ask.target(), ask.data()),
                new Requester(AccountId.DEFAULT, name, Channel.REST),
                expectedRevision(),
                null,
                null);
    }

    private @Nullable Long expectedRevision() {
        return random.nextInt(10) == 0 ? Long.valueOf(1 + random.nextInt(5)) : null;
    }

    /** One command over REST, until it is answered or given up. */
    private final class Call {
        private final Ask ask;
        private final Submission submission;
        private int tries;
        private boolean over;

        private Call(Ask ask, Submission submission) {
            this.ask = ask;
            this.submission = submission;
        }

        private void send() {
            List<Replica> processes = world.serviceOf(ask.type()).replicas();
            int mine = ++tries;
            if (!processes.isEmpty()) {
                processes.get(random.nextInt(processes.size())).submit(submission, this::answered);
            }
            world.time().later(PATIENCE, () -> {
                if (!over && mine == tries) {
                    again();
                }
            });
        }

        private void again() {
            if (tries < TRIES) {
                send();
            } else {
                end();
            }
        }

        private void answered(Answer answer) {
            Outcome outcome = answer.outcome();
            if (isDecided(outcome)) {
                world.acknowledged(LedgerKey.of(submission), outcome);
            }
            if (outcome instanceof Accepted accepted) {
                world.wishes().learn(accepted.answer());
            }
            if (!over && isFailure(outcome)) {
                world.time().later(Duration.ofMillis(200), this::again);
            } else {
                end();
            }
        }

        private void end() {
            if (!over) {
                over = true;
                start();
            }
        }
    }

    private static boolean isDecided(Outcome outcome) {
        return outcome instanceof Accepted
                || (outcome instanceof Rejected rejected
                        && rejected.problem().code().isDecided());
    }

    private static boolean isFailure(Outcome outcome) {
        return outcome instanceof Rejected rejected
                && (rejected.problem().status() >= 500 || rejected.problem().status() == 429);
    }
}
