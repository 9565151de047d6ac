/**
 * What the host says of itself to everybody else: its whole state, after each change and every few seconds. The flow's
 * thread makes the reports; sending them never holds it up, and of several waiting only the newest is sent.
 */
@NullMarked
package io.ringfence.agent.report;

import org.jspecify.annotations.NullMarked;
