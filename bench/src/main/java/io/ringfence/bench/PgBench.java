package io.ringfence.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The floor: {@code pgbench} inserts rows of 370 bytes, one a transaction, into the server that holds the event stores. */
final class PgBench implements Contestant {
    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+)");

    private final Settings settings;
    private final Postgres postgres;
    private final Path script;

    PgBench(Settings settings, Postgres postgres) {
        this.settings = settings;
        this.postgres = postgres;
        this.script = settings.directory().resolve("insert.sql");
        try {
            Files.writeString(script, "insert into entry (body) values (repeat('x', 370))");
            postgres.execute("create table entry (id bigserial primary key, body text not null)");
        } catch (IOException | SQLException e) {
            throw new BenchFailure("pgbench cannot be prepared", e);
        }
    }

    @Override
    public String name() {
        return "pgbench single-row insert, " + RuleChanges.CLIENTS + " clients";
    }

    @Override
    public double perSecond(Duration time) {
        try {
            postgres.execute("truncate entry");
            Process pgbench = new ProcessBuilder(
                            settings.pgbench(),
                            "--host=127.0.0.1",
                            "--port=" + settings.postgresPort(),
                            "--username=" + Postgres.USER,
                            "--no-vacuum",
                            "--protocol=prepared",
                            "--client=" + RuleChanges.CLIENTS,
                            "--time=" + time.toSeconds(),
                            "--file=" + script,
                            Postgres.DATABASE)
                    .redirectErrorStream(true)
                    .start();
            String said = new String(pgbench.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher rate = RATE.matcher(said);
            if (pgbench.waitFor() != 0 || !rate.find()) {
                throw new BenchFailure("pgbench failed: " + said);
            }
            return Double.parseDouble(rate.group(1));
        } catch (IOException | SQLException e) {
            throw new BenchFailure("pgbench cannot run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", e);
        }
    }
}
