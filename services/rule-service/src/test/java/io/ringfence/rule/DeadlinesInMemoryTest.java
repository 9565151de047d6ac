package io.ringfence.rule;

class DeadlinesInMemoryTest extends DeadlinesContract {
    private final Deadlines deadlines = new DeadlinesInMemory();

    @Override
    Deadlines deadlines() {
        return deadlines;
    }
}
