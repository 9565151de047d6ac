package io.ringfence.projection.rows;

import java.io.Serializable;

/** Identity of a version: the thing and the revision that made it. */
public record VersionKey(String id, long revision) implements Serializable {}
