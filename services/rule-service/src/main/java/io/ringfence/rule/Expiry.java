package io.ringfence.rule;

import io.ringfence.axon.decide.Requester;
import io.ringfence.axon.gate.CommandGate;
import io.ringfence.axon.gate.Submission;
import io.ringfence.axon.store.JdbcTransactions;
import io.ringfence.events.rule.RuleSetCommand.ExpireRule;
import io.ringfence.events.wire.Channel;
import io.ringfence.events.wire.Micros;
import io.ringfence.events.wire.Outcome;
import io.ringfence.events.wire.Outcome.Rejected;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Has it recorded that rules have ended. Each deadline is a command with an id of its own, {@code expire:<rule>@<due>},
 * so that however many processes submit it, and however often, it is decided once. For one thread.
 */
final class Expiry {
    private static final Logger LOG = Logger.getLogger(Expiry.class);
    private static final int AT_ONCE = 200;
    private static final String SOURCE = "system:expiry";
    private static final String ACTOR = "ringfence";

    private final Deadlines deadlines;
    private final JdbcTransactions transactions;
    private final CommandGate gate;
    private final InstantSource clock;

    /** Decided, and still there: what nothing more can be done about. */
    private final Set<Deadline> settled = ConcurrentHashMap.newKeySet();

    Expiry(Deadlines deadlines, JdbcTransactions transactions, CommandGate gate, InstantSource clock) {
        this.deadlines = deadlines;
        this.transactions = transactions;
        this.gate = gate;
        this.clock = clock;
    }

    /**
     * Records the deadlines that have passed by now, those of long ago too.
     *
     * @return how long nothing is due, {@code longest} at the most
     */
    Duration record(Duration longest) {
        Instant now = clock.instant();
        List<Deadline> passed = transactions.inTransaction(connection -> deadlines.passed(now, AT_ONCE));
        settled.retainAll(passed);
        List<Deadline> due =
                passed.stream().filter(deadline -> !settled.contains(deadline)).toList();
        if (due.isEmpty()) {
            return untilNext(longest);
        }
        CompletableFuture.allOf(due.stream().map(this::submit).toArray(CompletableFuture[]::new))
                .join();
        return settled.containsAll(due) ? Duration.ZERO : longest;
    }

    private Duration untilNext(Duration longest) {
        Instant now = clock.instant();
        return transactions
                .inTransaction(connection -> deadlines.next())
                .map(next -> Duration.between(now, next))
                .filter(left -> !left.isNegative() && left.compareTo(longest) < 0)
                .orElse(longest);
    }

    private CompletableFuture<?> submit(Deadline deadline) {
        ExpireRule command = new ExpireRule(deadline.group(), deadline.rule(), deadline.due());
        String id = "expire:" + deadline.rule() + "@" + Micros.format(deadline.due());
        Submission submission = new Submission(
                command,
                id,
                SOURCE,
                digest(id),
                new Requester(deadline.account(), ACTOR, Channel.SYSTEM),
                null,
                null,
                null);
        return gate.submit(submission)
                .thenAccept(answer -> decided(deadline, answer.outcome()))
                .toCompletableFuture();
    }

    private void decided(Deadline deadline, Outcome outcome) {
        if (outcome instanceof Rejected rejected) {
            LOG.warnf("The end of %s was not recorded: %s", deadline.rule(), rejected.problem());
            if (!rejected.problem().code().isDecided()) {
                return;
            }
        }
        settled.add(deadline);
    }

    private static String digest(String id) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(id.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
