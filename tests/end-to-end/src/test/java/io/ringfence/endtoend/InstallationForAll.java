package io.ringfence.endtoend;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ringfence.lab.NetnsLab;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives stories the one installation of this run, started when the first wants it and closed after the last; skips them
 * where no namespaces can be made. A story uses groups and machines of its own and leaves every process running.
 */
final class InstallationForAll implements ParameterResolver, BeforeAllCallback {
    private static final Namespace SCOPE = Namespace.create(InstallationForAll.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        NetnsLab.missing().ifPresent(lack -> assumeTrue(false, "no packets can be sent here: " + lack));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Installation.class;
    }

    @Override
    public Installation resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(SCOPE)
                .computeIfAbsent(Installation.class, missing -> Installation.start(), Installation.class);
    }
}
