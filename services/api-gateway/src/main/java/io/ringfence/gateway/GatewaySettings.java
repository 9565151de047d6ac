package io.ringfence.gateway;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** The settings of the gateway, {@code ringfence.gateway.*}. */
@ConfigMapping(prefix = "ringfence.gateway")
public interface GatewaySettings {
    /** Where the group service listens. Like the next three: scheme http, a host and a port. */
    @WithDefault("http://127.0.0.1:8081")
    URI groupService();

    @WithDefault("http://127.0.0.1:8082")
    URI ruleService();

    @WithDefault("http://127.0.0.1:8083")
    URI instanceService();

    @WithDefault("http://127.0.0.1:8084")
    URI projectionService();

    /** The largest body of a request; a larger one is answered 413. */
    @WithDefault("1M")
    MemorySize bodyLimit();

    /** How long a connection to a service may take. */
    @WithDefault("1s")
    Duration connectTimeout();

    /** How long a service may take until its answer begins; how long an answer lasts is not bounded. */
    @WithDefault("30s")
    Duration answerTimeout();

    /** How long a service may take to say whether it is ready, or to give its OpenAPI document. */
    @WithDefault("1s")
    Duration healthTimeout();

    /** Connections to one service at a time; each open stream holds one. */
    @WithDefault("1024")
    int maxConnections();

    /** Where a service listens. */
    default URI address(Backend backend) {
        return switch (backend) {
            case GROUP_SERVICE -> groupService();
            case RULE_SERVICE -> ruleService();
            case INSTANCE_SERVICE -> instanceService();
            case PROJECTION_SERVICE -> projectionService();
        };
    }
}
