package io.ringfence.agent.table;

/** A part of a table, such as {@code chain forward}, with its kind in the words of nft. */
public record Part(String kind, String name) {}
