package io.ringfence.agent.apply;

import io.ringfence.agent.table.Epoch;
import io.ringfence.agent.table.Part;
import io.ringfence.agent.table.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * The commands that put a whole table in force in one transaction. Where there is one already its chains and sets are
 * emptied and filled again, those that are declared otherwise are made anew, and the table is not deleted: the hooks of a
 * deleted table go on judging by its rules for a moment after its sets are gone, and drop what both tables allow (ADR 0020).
 */
final class WholeTable {

    private static final Logger LOG = Logger.getLogger(WholeTable.class);

    /** The kernel compares each lookup without a name with all that its transaction makes. */
    private static final int CHAINS_AT_ONCE = 10_000;

    /** What is emptied and filled again where it stays. */
    private static final List<String> HOLDING = List.of("map", "set");

    /** Each behind those that may speak of it, besides rules. */
    private static final List<String> KINDS = List.of(
            "map",
            "set",
            "chain",
            "counter",
            "quota",
            "limit",
            "flowtable",
            "synproxy",
            "secmark",
            "ct helper",
            "ct timeout",
            "ct expectation");

    private static final String EMPTY = "flush table " + Table.FAMILY_AND_NAME + "\n";
    private static final String DELETE =
            "table " + Table.FAMILY_AND_NAME + "\ndelete table " + Table.FAMILY_AND_NAME + "\n";

    private WholeTable() {}

    /**
     * Puts it in place of what is there, which is deleted after all where it cannot be filled again: the kernel wants a
     * dormant one woken before its hooks change.
     *
     * @param there the table as the kernel lists it; empty where there is none
     * @return the number of transactions: one, but for a large table where there was none
     */
    static int load(Optional<String> there, Table wanted, Epoch epoch, Consumer<String> nft) {
        if (there.isEmpty()) {
            List<String> parts = wanted.parts(epoch, CHAINS_AT_ONCE);
            parts.forEach(nft);
            return parts.size();
        }
        try {
            nft.accept(over(there.get(), wanted, epoch));
        } catch (TableRefused refused) {
            LOG.warnf(
                    "The table cannot be filled again and is made anew, for which packets may be lost: %s",
                    refused.reason());
            nft.accept(anew(wanted, epoch));
        }
        return 1;
    }

    /** By deleting what is there, whatever it is. */
    static String anew(Table wanted, Epoch epoch) {
        return DELETE + wanted.text(epoch);
    }

    /** Takes the table away, also where there is none. */
    static String removal() {
        return DELETE;
    }

    private static String over(String listing, Table wanted, Epoch epoch) {
        Map<Part, String> there = ListedParts.of(listing);
        Map<Part, String> layout = wanted.layout();
        StringBuilder commands = new StringBuilder(EMPTY);
        for (String kind : KINDS) {
            there.forEach((part, declaration) -> {
                if (part.kind().equals(kind)) {
                    boolean stays = declaration.equals(layout.get(part));
                    command(commands, stays, part);
                }
            });
        }
        return commands.append(wanted.text(epoch)).toString();
    }

    private static void command(StringBuilder commands, boolean stays, Part part) {
        if (stays && !HOLDING.contains(part.kind())) {
            return;
        }
        commands.append(stays ? "flush " : "delete ")
                .append(part.kind())
                .append(' ')
                .append(Table.FAMILY_AND_NAME)
                .append(' ')
                .append(part.name())
                .append('\n');
    }
}
