package io.ringfence.projection.heads;

import io.ringfence.events.proof.Head;
import io.ringfence.events.proof.HeadKey;
import io.ringfence.events.wire.Micros;
import io.ringfence.events.wire.Topics;
import io.ringfence.projection.heads.LastHeads.Noted;
import io.ringfence.projection.settle.SettledTimes;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Signs what has happened since the last time, topic by topic:
 *
 * <pre>
 *   rows as of what is settled --> root --> sign --> note --> file --> Kafka --> note that both have it
 * </pre>
 *
 * <p>A process that dies in between tells the noted head once more when it is back. Of one thread.
 */
public final class HeadSigner {
    private final HeadKey key;
    private final HeadMaker maker;
    private final LastHeads last;
    private final HeadFile file;
    private final Consumer<ReadHead> kafka;
    private final Clock clock;

    /** @param kafka returns when Kafka has the head */
    public HeadSigner(
            Path directory,
            HeadKey key,
            DataSource database,
            SettledTimes settled,
            Consumer<ReadHead> kafka,
            Clock clock) {
        this.key = key;
        this.maker = new HeadMaker(database, settled);
        this.last = new LastHeads(database);
        this.file = new HeadFile(directory);
        this.kafka = kafka;
        this.clock = clock;
    }

    /** Signs each topic of which there is something new; answers how many. */
    public int sign() {
        int signed = 0;
        for (String topic : Topics.EVENTS) {
            signed += sign(topic) ? 1 : 0;
        }
        return signed;
    }

    private boolean sign(String topic) {
        Noted noted = last.find(topic).orElse(null);
        if (noted != null && !noted.told()) {
            tell(noted.head());
        }
        Head next = maker.next(topic, headOf(noted), Micros.toInstant(Micros.of(clock.instant())))
                .orElse(null);
        if (next == null) {
            return false;
        }
        ReadHead head = ReadHead.sign(next, key);
        last.note(head);
        tell(head);
        return true;
    }

    private static @Nullable ReadHead headOf(@Nullable Noted noted) {
        return noted == null ? null : noted.head();
    }

    private void tell(ReadHead head) {
        file.add(head);
        kafka.accept(head);
        last.told(head.head());
    }
}
