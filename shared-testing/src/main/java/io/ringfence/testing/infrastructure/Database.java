package io.ringfence.testing.infrastructure;

/** An empty PostgreSQL database of a test's own, with what it takes to enter it. */
public record Database(String name, String host, int port, String user, String password) {
    /** For {@code quarkus.datasource.jdbc.url} and for plain JDBC. */
    public String jdbcUrl() {
        return "jdbc:" + reactiveUrl();
    }

    /** For {@code quarkus.datasource.reactive.url}. */
    public String reactiveUrl() {
        return "postgresql://" + host + ":" + port + "/" + name;
    }
}
