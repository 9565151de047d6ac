package io.ringfence.agent.apply;

import io.ringfence.agent.table.Epoch;
import io.ringfence.agent.table.Table;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * The commands that put a whole table in force in one transaction. Where there is one already its chains and sets are
 * emptied and filled again, and it is never deleted: the hooks of a deleted table go on judging by its rules for a moment
 * after its sets are gone, and drop what both tables allow (ADR 0020).
 */
final class WholeTable {

    private static final Logger LOG = Logger.getLogger(WholeTable.class);

    /** The kernel compares each lookup without a name with all that its transaction makes. */
    private static final int CHAINS_AT_ONCE = 10_000;

    private static final String DELETE =
            "table " + Table.FAMILY_AND_NAME + "\ndelete table " + Table.FAMILY_AND_NAME + "\n";

    private WholeTable() {}

    /**
     * Puts it in place of what is there, which is deleted after all where it cannot be filled again: somebody may have made
     * a set of that name but of another type.
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
        StringBuilder commands = new StringBuilder(wanted.declarations());
        commands.append("flush table ").append(Table.FAMILY_AND_NAME).append('\n');
        Set<String> wantedSets = new TreeSet<>(wanted.sets().keySet());
        wantedSets.add(Epoch.LIVE);
        command(commands, "flush set", Epoch.LIVE);
        wanted.sets().forEach((name, set) -> command(commands, set.isMap() ? "flush map" : "flush set", name));
        Set<String> wantedChains = new TreeSet<>(wanted.chains().keySet());
        wantedChains.add(Epoch.JUDGED);
        remove(commands, "chain", listing, wantedChains);
        remove(commands, "counter", listing, wanted.counters());
        remove(commands, "map", listing, wantedSets);
        remove(commands, "set", listing, wantedSets);
        return commands.append(wanted.text(epoch)).toString();
    }

    private static void remove(StringBuilder commands, String kind, String listing, Set<String> wanted) {
        Set<String> unwanted = names(kind, listing);
        unwanted.removeAll(wanted);
        unwanted.forEach(name -> command(commands, "delete " + kind, name));
    }

    private static void command(StringBuilder commands, String verb, String name) {
        commands.append(verb)
                .append(' ')
                .append(Table.FAMILY_AND_NAME)
                .append(' ')
                .append(name)
                .append('\n');
    }

    private static Set<String> names(String kind, String listing) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = Pattern.compile("^\\s*" + kind + " (\\S+) \\{", Pattern.MULTILINE)
                .matcher(listing);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }
}
