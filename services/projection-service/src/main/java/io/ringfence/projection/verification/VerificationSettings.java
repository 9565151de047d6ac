package io.ringfence.projection.verification;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.util.Optional;

/** Where the services that decide are, whose stores a verification compares with: {@code ringfence.verification.*}. */
@ConfigMapping(prefix = "ringfence.verification")
public interface VerificationSettings {
    /** Of the group-service, such as {@code http://127.0.0.1:8081}; without it its store is not compared. */
    Optional<URI> groupService();

    /** Of the rule-service. */
    Optional<URI> ruleService();

    /** Of the instance-service. */
    Optional<URI> instanceService();
}
