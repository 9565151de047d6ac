package io.ringfence.rule;

class ListsInMemoryTest extends ListsContract {
    private final Lists lists = new ListsInMemory();

    @Override
    Lists lists() {
        return lists;
    }
}
