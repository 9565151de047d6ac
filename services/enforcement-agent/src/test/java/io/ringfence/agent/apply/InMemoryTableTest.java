package io.ringfence.agent.apply;

/** The fake keeps the contract of the real ones. */
class InMemoryTableTest extends KernelTableContract {

    private final InMemoryTable table = new InMemoryTable();

    @Override
    KernelTable table() {
        return table;
    }
}
