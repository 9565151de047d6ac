package io.ringfence.agent.apply;

import io.ringfence.agent.TestNamespace;

class LibnftablesTest extends LoadedOverContract {

    @Override
    KernelTable open(TestNamespace namespace) {
        return new Libnftables(namespace.thread());
    }
}
