package io.ringfence.axon.gate;

import io.ringfence.axon.store.JdbcTransactions;
import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.wire.Outcome;
import io.ringfence.events.wire.Outcome.Rejected;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * What was decided about every command, for ever. Each call works in the transaction that is under way, so that an
 * event and the record of its command are there together or not at all.
 */
final class CommandLedger {
    private static final String FIND =
            "select digest, outcome from command_ledger where account = ? and source = ? and command_id = ?";
    // A violated key would abort the whole transaction in PostgreSQL; this waits for the other writer instead.
    private static final String RECORD =
            "insert into command_ledger (account, source, command_id, digest, outcome) values (?, ?, ?, ?, ?)"
                    + " on conflict do nothing";

    private final JdbcTransactions transactions;

    CommandLedger(JdbcTransactions transactions) {
        this.transactions = transactions;
    }

    /** What to answer to a command whose id was used before: its outcome, or a mismatch; empty for a new command. */
    Optional<Outcome> recorded(Submission submission) {
        return transactions.call(connection -> {
            try (PreparedStatement find = connection.prepareStatement(FIND)) {
                key(find, submission);
                try (ResultSet row = find.executeQuery()) {
                    return row.next()
                            ? Optional.of(answer(submission, row.getString(1), row.getString(2)))
                            : Optional.empty();
                }
            }
        });
    }

    private static Outcome answer(Submission submission, String digest, String outcome) {
        return digest.equals(submission.digest()) ? OutcomeText.read(outcome) : mismatch(submission);
    }

    private static Outcome mismatch(Submission submission) {
        return new Rejected(Problem.of(
                ProblemCode.IDEMPOTENCY_MISMATCH,
                "The command id " + submission.commandId()
                        + " belongs to another command: give every new command an id of its own"));
    }

    /**
     * Records the outcome of a new command.
     *
     * @return false if the same id was recorded meanwhile: then this transaction must not change anything
     */
    boolean record(Submission submission, Outcome outcome) {
        return transactions.call(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(RECORD)) {
                key(insert, submission);
                insert.setString(4, submission.digest());
                insert.setString(5, OutcomeText.write(outcome));
                return insert.executeUpdate() == 1;
            }
        });
    }

    private static void key(PreparedStatement statement, Submission submission) throws SQLException {
        statement.setString(1, submission.requester().account().value());
        statement.setString(2, submission.source());
        statement.setString(3, submission.commandId());
    }
}
