package io.ringfence.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ringfence.lab.Machine.Role;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabPlanTest {

    private final LabPlan plan = LabPlan.named("rf-plan-").host("h1").host("h2");

    @Test
    void addressesFollowFromTheOrderOfThePlanAlone() {
        plan.instance("web", "h1")
                .instance("db", "h2", 2)
                .instance("cache", "h2")
                .outside("laptop", "h1");

        assertThat(texts("h2")).containsExactly("10.90.2.1", "fd90:2:0:0:0:0:0:1");
        assertThat(texts("web")).containsExactly("10.90.1.10", "fd90:1:0:0:0:0:0:a");
        assertThat(texts("db")).containsExactly("10.90.2.10", "fd90:2:0:0:0:0:0:a", "10.90.2.11", "fd90:2:0:0:0:0:0:b");
        assertThat(texts("cache")).containsExactly("10.90.2.12", "fd90:2:0:0:0:0:0:c");
        assertThat(texts("laptop")).containsExactly("198.18.1.10", "2001:db8:1:0:0:0:0:a");
    }

    @Test
    void onlyInstancesHangOnGuardedInterfaces() {
        plan.instance("web", "h1").outside("laptop", "h1");

        assertThat(plan.machine("web").hostInterface()).isEqualTo("sgweb");
        assertThat(plan.machine("laptop").hostInterface()).isEqualTo("to-laptop");
        assertThat(plan.machine("h1").hostInterface()).isEmpty();
        assertThat(plan.machines(Role.INSTANCE)).extracting(Machine::name).containsExactly("web");
    }

    @Test
    void everyNamespaceCarriesThePrefix() {
        plan.instance("web", "h1").outside("laptop", "h2");

        assertThat(plan.machines())
                .extracting(Machine::namespace)
                .containsExactly("rf-plan-h1", "rf-plan-h2", "rf-plan-web", "rf-plan-laptop");
    }

    @Test
    void namesThatWouldNotFitAnInterfaceAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> plan.instance("morethan12chars", "h1"));
        assertThatIllegalArgumentException().isThrownBy(() -> plan.instance("a;b", "h1"));
    }

    @Test
    void aNameIsGivenOnceAndAHostMustBeThere() {
        assertThatIllegalArgumentException().isThrownBy(() -> plan.host("h1")).withMessageContaining("already");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plan.instance("web", "h9"))
                .withMessageContaining("h9");
    }

    @Test
    void aPrefixThatCouldMeanOthersNamespacesIsRefused() {
        for (String prefix : List.of("", "rf-", "cni-", "rf-demo")) {
            assertThatIllegalArgumentException().isThrownBy(() -> LabPlan.named(prefix));
        }
    }

    private List<String> texts(String machine) {
        return plan.machine(machine).addresses().stream()
                .map(InetAddress::getHostAddress)
                .toList();
    }
}
