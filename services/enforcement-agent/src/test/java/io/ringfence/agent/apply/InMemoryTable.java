package io.ringfence.agent.apply;

import io.ringfence.agent.apply.Transactions.Transaction;
import io.ringfence.agent.table.ChangeCheck;
import io.ringfence.agent.table.Epoch;
import io.ringfence.agent.table.Table;
import io.ringfence.agent.table.TableChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** A kernel that remembers every table it was given, can be edited behind the agent's back, and can refuse. */
public final class InMemoryTable implements KernelTable {

    private final List<Table> loaded = new ArrayList<>();
    private final List<Table> changed = new ArrayList<>();
    private Optional<String> table = Optional.empty();
    private Table model = new Table(Map.of(), Set.of(), Map.of());
    private Epoch epoch = Epoch.ANY;
    private final List<Transaction> told = new ArrayList<>();
    private boolean forgotten;
    private Runnable meanwhile = () -> {};
    private long generation;
    private int reads;
    private int judgedAnew;
    private Predicate<String> refuses = text -> false;

    /** Every table that was put in force, in order. */
    public List<Table> loaded() {
        return loaded;
    }

    /** The tables among them that were put in force as a change of the former one. */
    public List<Table> changed() {
        return changed;
    }

    public Optional<String> inForce() {
        return table;
    }

    /** Whether this is in force as it was put there. */
    public boolean isInForce(Table wanted) {
        return model.equals(wanted) && table.equals(Optional.of(wanted.text(epoch)));
    }

    public int reads() {
        return reads;
    }

    /** How often all connections were judged again by the table that was there. */
    public int judgedAnew() {
        return judgedAnew;
    }

    /** Somebody else changes the table, or removes it. */
    public void editedByOthers(Optional<String> text) {
        table = text;
        done(false, text.isPresent() ? "rule added to forward" : "the table deleted");
    }

    /** Somebody else changes another table. */
    public void othersWorkElsewhere() {
        done(false);
    }

    /** Somebody else changes something in the table that its text does not show. */
    public void othersDid(String what) {
        done(false, what);
    }

    /** Something happens when the next change has been begun. */
    public void beforeTheNextChange(Runnable what) {
        meanwhile = what;
    }

    /** What was told of transactions is lost. */
    public void forget() {
        told.clear();
        forgotten = true;
    }

    private void done(boolean own, String... touched) {
        generation++;
        told.add(new Transaction(generation, own ? "agent, process 1" : "nft, process 4711", own, List.of(touched)));
    }

    @Override
    public Transactions transactions() {
        Transactions news = new Transactions(told, forgotten);
        told.clear();
        forgotten = false;
        return news;
    }

    public void refuse(Predicate<String> which) {
        refuses = which;
    }

    @Override
    public String description() {
        return "memory";
    }

    @Override
    public boolean inKernel() {
        return true;
    }

    @Override
    public int load(Table wanted, Epoch begins) {
        complaint(wanted).ifPresent(reason -> {
            throw new TableRefused(reason);
        });
        model = wanted;
        epoch = begins;
        table = Optional.of(wanted.text(begins));
        loaded.add(wanted);
        done(true, "the table made");
        return 1;
    }

    @Override
    public int change(TableChange change, Epoch begins) {
        if (!Optional.of(model.text(epoch)).equals(table)) {
            throw new TableRefused("what is in force is not what was put there");
        }
        ChangeCheck.comesToWhatIsWanted(model, change);
        meanwhile.run();
        meanwhile = () -> {};
        load(change.wanted(), begins);
        changed.add(change.wanted());
        return 1;
    }

    @Override
    public void judgeAnew(Epoch begins) {
        if (table.isEmpty()) {
            throw new TableRefused("there is no table");
        }
        judgedAnew++;
        done(true, "rule added to judged");
    }

    @Override
    public void remove() {
        table = Optional.empty();
        done(true, "the table deleted");
    }

    @Override
    public Optional<String> complaint(Table wanted) {
        return refuses.test(wanted.text(Epoch.ANY)) ? Optional.of("the kernel's reason") : Optional.empty();
    }

    @Override
    public Optional<String> read() {
        reads++;
        return table;
    }

    @Override
    public long generation() {
        return generation;
    }

    @Override
    public void close() {}
}
