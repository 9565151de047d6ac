package io.ringfence.packets;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ringfence.lab.NetnsLab;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the one pair of hosts of this run, started when the first test wants it and closed after the last; skips
 * tests where no namespaces can be made. After each test, failed or not, the hosts are without instances.
 */
final class TwoHostsForAll implements ParameterResolver, BeforeEachCallback, AfterEachCallback {

    private static final Namespace SCOPE = Namespace.create(TwoHostsForAll.class);

    @Override
    public void beforeEach(ExtensionContext context) {
        NetnsLab.missing().ifPresent(lack -> assumeTrue(false, "no packets can be sent here: " + lack));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TwoHosts.class;
    }

    @Override
    public TwoHosts resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return hosts(context);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (NetnsLab.missing().isEmpty()) {
            hosts(context).clear();
        }
    }

    private static TwoHosts hosts(ExtensionContext context) {
        return context.getRoot()
                .getStore(SCOPE)
                .computeIfAbsent(TwoHosts.class, missing -> TwoHosts.start(), TwoHosts.class);
    }
}
