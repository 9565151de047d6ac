package io.ringfence.bench;

import io.ringfence.bench.RuleChanges.Change;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Rule changes over REST; each counts when its answer is there, which says that it is kept. */
final class RestChanges implements Contestant, AutoCloseable {
    private final String name;
    private final RuleChanges changes;
    private final HttpLoad door;

    RestChanges(String name, URI address, RuleChanges changes) {
        this.name = name;
        this.changes = changes;
        this.door = new HttpLoad(address, RuleChanges.CLIENTS);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public double perSecond(Duration time) {
        HttpLoad.Tally tally = door.run(time, client -> Optional.of(ask(changes.next(client))));
        System.out.printf(
                Locale.ROOT,
                "    answers: p50 %.1f ms, p99 %.1f ms%n",
                tally.latencies().p50Ms(),
                tally.latencies().p99Ms());
        return tally.perSecond();
    }

    private Ask ask(Change change) {
        return new Ask(
                "/v1/security-groups/" + change.group() + (change.authorizes() ? "/rules" : "/rules:revoke"),
                Map.of(
                        "Ringfence-Account", changes.account(),
                        "Ringfence-Actor", "bench",
                        "Idempotency-Key", change.commandId()),
                Buffer.buffer(change.body()),
                change.authorizes() ? 201 : 200,
                answer -> {});
    }

    @Override
    public void close() {
        door.close();
    }
}
