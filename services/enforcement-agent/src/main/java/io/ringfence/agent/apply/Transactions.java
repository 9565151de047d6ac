package io.ringfence.agent.apply;

import java.util.List;

/**
 * Transactions with the kernel's tables, by whomever.
 *
 * @param incomplete whether there were others that nobody remembers
 */
public record Transactions(List<Transaction> all, boolean incomplete) {

    /** Nothing is known of any. */
    public static final Transactions UNKNOWN = new Transactions(List.of(), true);

    public Transactions {
        all = List.copyOf(all);
    }

    /**
     * One transaction.
     *
     * @param generation the number that it made of {@link KernelTable#generation}
     * @param by the program that made it
     * @param own whether that is this one
     * @param touched what of our table it touched, in words; empty if nothing
     */
    public record Transaction(long generation, String by, boolean own, List<String> touched) {
        public Transaction {
            touched = List.copyOf(touched);
        }
    }
}
