/**
 * The write side of all three services under one scheduler with virtual time: production aggregates, gate, ledger
 * rules, reactions and intake on Axon's in-memory engine; only tables, topics, threads and clocks are stand-ins.
 * One thread; a seed repeats a run exactly. {@link io.ringfence.simulation.World} is the wiring. A class in each
 * production package opens what is not public there, and does nothing else.
 */
@NullMarked
package io.ringfence.simulation;

import org.jspecify.annotations.NullMarked;
