/**
 * What on the host, outside our table, keeps policy from working: other tables that drop, a full table of connections. Only
 * looked at and told, never changed. On the flow's thread.
 */
@NullMarked
package io.ringfence.agent.condition;

import org.jspecify.annotations.NullMarked;
