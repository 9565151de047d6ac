package io.ringfence.agent.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.agent.TestNamespace;
import org.junit.jupiter.api.Test;

class NetlinkLinkReaderTest {

    @Test
    void itSeesTheNamespacesLinksAndWhoseMasterChanges() {
        try (TestNamespace namespace = new TestNamespace()) {
            namespace.ip("link add sgx type veth peer name peerx");
            namespace.ip("link add br0 type bridge");
            LinkReader reader = new NetlinkLinkReader(namespace.thread());

            assertThat(reader.read().isMissing("sgx")).isFalse();
            assertThat(reader.read().masterOf("sgx")).isEmpty();

            namespace.ip("link set sgx master br0");
            assertThat(reader.read().masterOf("sgx")).contains("br0");

            namespace.ip("link set sgx nomaster");
            assertThat(reader.read().masterOf("sgx")).isEmpty();

            namespace.ip("link del sgx");
            assertThat(reader.read().isMissing("sgx")).isTrue();
        }
    }
}
