package io.ringfence.agent;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The agent's configuration, {@code ringfence.agent.*}. */
@ConfigMapping(prefix = "ringfence.agent")
public interface AgentSettings {

    /** The name under which instances are placed on this host; by default the machine's. */
    Optional<String> host();

    /** The named network namespace that is the host; by default the one that the agent was started in. */
    Optional<String> networkNamespace();

    /** Patterns of interfaces that are closed before any instance on them is known, separated by commas. */
    @WithDefault("sg*")
    Optional<String> guardedInterfaces();

    /** Whether DHCP between an instance and its host passes without a rule. */
    @WithDefault("true")
    boolean allowDhcp();

    /** Traffic that no policy judges: entries as {@code egress tcp 80/80 169.254.169.254}, separated by commas. */
    Optional<String> alwaysAllowed();

    /** The bits of a connection's mark that are the agent's, three or more that follow one another. */
    @WithDefault("0xff000000")
    String conntrackMarkMask();

    /** Where the agent keeps what it knows over restarts, and the table when it cannot go to the kernel. */
    @WithDefault(".ringfence/agent")
    Path stateDirectory();

    /** Where an agent that knows nothing asks first, such as {@code http://127.0.0.1:8084/v1/snapshot}. */
    Optional<URI> snapshotUrl();

    /** How often everybody is told how much each rule decided here, at the earliest. */
    @WithDefault("60s")
    Duration ruleUsageEvery();

    /** Whether everybody is told of packets that no policy accepted, or of some of them. */
    @WithDefault("false")
    boolean deniedFlows();

    /** How many denied packets are told of in a second at the most, but for one after a pause, 1 to 1000. */
    @WithDefault("20")
    int deniedFlowsPerSecond();

    /** The group of NFLOG on which the kernel tells the agent of them; nobody else may listen to it. */
    @WithDefault("7")
    int deniedFlowsNflogGroup();

    /** How the table gets into the kernel: {@code auto, library, process} or {@code file}. */
    @WithDefault("auto")
    String dataplane();
}
