package io.ringfence.agent.apply;

import io.ringfence.agent.table.Epoch;
import io.ringfence.agent.table.Table;
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
    private static final Pattern CHAIN = Pattern.compile("^\\s*chain (\\S+) \\{", Pattern.MULTILINE);
    private static final Pattern COUNTER = Pattern.compile("^\\s*counter (\\S+) \\{", Pattern.MULTILINE);
    private static final Pattern SET = Pattern.compile("^\\s*(?:set|map) (\\S+) \\{", Pattern.MULTILINE);
    private static final String DELETE =
            "table " + Table.FAMILY_AND_NAME + "\ndelete table " + Table.FAMILY_AND_NAME + "\n";

    private WholeTable() {}

    /**
     * Puts it in place of what is there, which is deleted after all where it cannot be filled again: somebody may have made
     * a set of that name but of another type.
     *
     * @param there the table as the kernel lists it; empty where there is none
     */
    static void load(Optional<String> there, Table wanted, Epoch epoch, Consumer<String> nft) {
        if (there.isEmpty()) {
            nft.accept(wanted.text(epoch));
            return;
        }
        try {
            nft.accept(over(there.get(), wanted, epoch));
        } catch (TableRefused refused) {
            LOG.debugf("The table is made anew: %s", refused.reason());
            nft.accept(anew(wanted, epoch));
        }
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
        wantedSets.forEach(set -> command(commands, "flush set", set));
        Set<String> chains = names(CHAIN, listing);
        chains.removeAll(wanted.chains().keySet());
        chains.remove(Epoch.JUDGED);
        chains.forEach(chain -> command(commands, "delete chain", chain));
        Set<String> counters = names(COUNTER, listing);
        counters.removeAll(wanted.counters());
        counters.forEach(counter -> command(commands, "delete counter", counter));
        Set<String> sets = names(SET, listing);
        sets.removeAll(wantedSets);
        sets.forEach(set -> command(commands, "delete set", set));
        return commands.append(wanted.text(epoch)).toString();
    }

    private static void command(StringBuilder commands, String verb, String name) {
        commands.append(verb)
                .append(' ')
                .append(Table.FAMILY_AND_NAME)
                .append(' ')
                .append(name)
                .append('\n');
    }

    private static Set<String> names(Pattern declaration, String listing) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = declaration.matcher(listing);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }
}
