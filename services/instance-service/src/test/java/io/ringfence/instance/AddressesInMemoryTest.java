package io.ringfence.instance;

class AddressesInMemoryTest extends AddressAllocationContract {
    private final AddressAllocation allocation = new AddressesInMemory(FEW);

    @Override
    AddressAllocation allocation() {
        return allocation;
    }
}
