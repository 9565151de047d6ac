package io.ringfence.rule;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.ringfence.axon.StopOrder;
import io.ringfence.axon.gate.CommandGate;
import io.ringfence.axon.store.JdbcTransactions;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Rules end while the service runs, and those that ended while it did not, when it starts. */
@Singleton
final class ExpiryProcess {
    private final ExpiryThread thread;

    @Inject
    ExpiryProcess(Deadlines deadlines, JdbcTransactions transactions, CommandGate gate) {
        thread = new ExpiryThread(new Expiry(deadlines, transactions, gate, InstantSource.system()));
    }

    void start(@Observes StartupEvent started) {
        thread.start();
    }

    void stop(@Observes @Priority(StopOrder.DOORS) ShutdownEvent stopping) throws InterruptedException {
        thread.close();
    }
}
