package io.ringfence.axon.gate;

import io.ringfence.events.value.AccountId;

/** What names a command for ever: its id within the account and the source of whoever gave the id. */
public record LedgerKey(AccountId account, String source, String commandId) {
    /** The key of a submission. */
    public static LedgerKey of(Submission submission) {
        return new LedgerKey(submission.requester().account(), submission.source(), submission.commandId());
    }
}
