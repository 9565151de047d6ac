package io.ringfence.agent.apply;

import io.ringfence.agent.table.Epoch;
import io.ringfence.agent.table.TableChange;
import java.util.function.Consumer;

/**
 * Makes a change in the order in which every packet finds what it is sent to: new sets and chains, then elements, then
 * nothing goes to what is taken away. The epoch begins to mark in the last transaction that may say something else of a packet,
 * and is live with it or right after.
 */
record ChangeInSteps(Consumer<String> commands, NetlinkTable netlink) {

    /** Makes it and says in how many transactions. */
    int make(TableChange change, Epoch epoch) {
        if (!change.hasElements()) {
            commands.accept(change.opening(epoch) + change.closing());
            netlink.goLive(epoch);
            return 2;
        }
        int transactions = 0;
        if (change.hasOpening()) {
            commands.accept(change.opening());
            transactions++;
        }
        transactions += netlink.changeElements(change, epoch);
        if (change.hasClosing()) {
            commands.accept(change.closing());
            transactions++;
        }
        return transactions;
    }
}
