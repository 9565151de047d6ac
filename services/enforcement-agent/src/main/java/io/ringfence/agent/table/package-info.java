/**
 * The one table of nftables as a value: its sets and chains, how it is written, and what has to happen for one table to
 * become another. Pure. Rendered from a policy by {@code render}, put in force by {@code apply}; knows neither.
 */
@NullMarked
package io.ringfence.agent.table;

import org.jspecify.annotations.NullMarked;
