package io.ringfence.rule;

class ReferencesInMemoryTest extends ReferencesContract {
    private final References references = new ReferencesInMemory();

    @Override
    References references() {
        return references;
    }
}
