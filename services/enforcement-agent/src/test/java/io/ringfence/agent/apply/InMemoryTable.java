package io.ringfence.agent.apply;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A kernel that remembers every text it was given, can be edited behind the agent's back, and can refuse. */
public final class InMemoryTable implements KernelTable {

    private final List<String> loaded = new ArrayList<>();
    private final List<String> changed = new ArrayList<>();
    private Optional<String> table = Optional.empty();
    private long generation;
    private int reads;
    private Predicate<String> refuses = text -> false;

    /** Every text that was put in force, in order. */
    public List<String> loaded() {
        return loaded;
    }

    /** The texts among them that were put in force as a difference from the former one. */
    public List<String> changed() {
        return changed;
    }

    public Optional<String> inForce() {
        return table;
    }

    public int reads() {
        return reads;
    }

    /** Somebody else changes the table, or removes it. */
    public void editedByOthers(Optional<String> text) {
        table = text;
        generation++;
    }

    /** Somebody else changes another table. */
    public void othersWorkElsewhere() {
        generation++;
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
    public void load(String text) {
        complaint(text).ifPresent(reason -> {
            throw new TableRefused(reason);
        });
        table = Optional.of(text);
        loaded.add(text);
        generation++;
    }

    @Override
    public void load(String former, String text) {
        if (!Optional.of(former).equals(table)) {
            throw new IllegalArgumentException("the former text is not in force");
        }
        load(text);
        changed.add(text);
    }

    @Override
    public Optional<String> complaint(String text) {
        return refuses.test(text) ? Optional.of("the kernel's reason") : Optional.empty();
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
