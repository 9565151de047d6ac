package io.ringfence.agent;

import io.ringfence.agent.apply.TableInForce;
import io.ringfence.agent.apply.TableRefused;
import io.ringfence.agent.link.LinkReader;
import io.ringfence.agent.link.Links;
import io.ringfence.agent.time.Interval;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/** Notices what others do to the host: interfaces that come, go or get a master, and edits of our table. */
final class HostWatch {

    private static final Logger LOG = Logger.getLogger(HostWatch.class);

    /** Half of the second in which an interface that got a master must be noticed. */
    private static final Duration LOOK_AT_LINKS = Duration.ofMillis(500);

    private static final Duration LOOK_AT_TABLE = Duration.ofMillis(500);

    /** Listing a table takes as long as the table is large. */
    private static final Duration LIST_TABLE = Duration.ofSeconds(30);

    private final LinkReader reader;
    private final TableInForce table;
    private final Interval linksDue;
    private final Interval tableDue;
    private final Interval listingDue;
    private final Interval missingDue;
    private Links links = Links.UNKNOWN;

    /** Said once, however often it is tried again. */
    private String lastReason = "";

    HostWatch(LinkReader reader, TableInForce table, InstantSource clock) {
        this.reader = reader;
        this.table = table;
        this.linksDue = new Interval(LOOK_AT_LINKS, clock);
        this.tableDue = new Interval(LOOK_AT_TABLE, clock);
        this.listingDue = new Interval(LIST_TABLE, clock);
        this.missingDue = new Interval(LOOK_AT_TABLE, clock);
    }

    Links links() {
        return links;
    }

    /** Whether the interfaces are others than at the last look; looks only when it is due. */
    boolean linksChanged() {
        if (!linksDue.takeTurn()) {
            return false;
        }
        Links now = reader.read();
        boolean changed = !now.equals(links);
        links = now;
        return changed;
    }

    /** Whether there is no table, nor was one put; looks only when it is due. */
    boolean tableMissing() {
        return !table.isPut() && missingDue.takeTurn() && told(table::isMissing);
    }

    /** Whether others changed the table of an earlier run since this was asked last. */
    boolean earlierTableChanged() {
        return told(table::isEarlierTableChanged);
    }

    /** Has every connection judged again by the table of an earlier run; whether that could be done. */
    boolean judgeAnew() {
        return told(() -> {
            table.judgeAnew();
            return true;
        });
    }

    /** Whether the table had to be written because others changed it; looks only when it is due. */
    boolean tableRepaired() {
        return tableDue.takeTurn() && told(listingDue.takeTurn() ? table::repairByListing : table::repair);
    }

    private boolean told(BooleanSupplier look) {
        try {
            return look.getAsBoolean();
        } catch (TableRefused refused) {
            if (!refused.reason().equals(lastReason)) {
                LOG.errorf("The table cannot be compared or written: %s", refused.reason());
                lastReason = refused.reason();
            }
            return false;
        }
    }
}
