package io.ringfence.agent.apply;

import io.ringfence.agent.TestNamespace;

class NftProcessTest extends LoadedOverContract {

    @Override
    KernelTable open(TestNamespace namespace) {
        return new NftProcess(namespace.thread());
    }
}
