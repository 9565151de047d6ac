package io.ringfence.projection.rows;

import java.io.Serializable;

/** Identity of an event in the history. */
public record HistoryKey(String account, String place) implements Serializable {}
