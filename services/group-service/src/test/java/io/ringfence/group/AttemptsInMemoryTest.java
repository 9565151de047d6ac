package io.ringfence.group;

class AttemptsInMemoryTest extends DeletionAttemptsContract {
    private final DeletionAttempts attempts = new AttemptsInMemory();

    @Override
    DeletionAttempts attempts() {
        return attempts;
    }
}
