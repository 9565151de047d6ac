package io.ringfence.projection.rows;

import java.io.Serializable;

/** Identity of a version of a rule. */
public record RuleVersionKey(String securityGroupId, String id, long revision) implements Serializable {}
