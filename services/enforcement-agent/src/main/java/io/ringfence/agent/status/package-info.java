/**
 * What the host's own people can ask the agent: one immutable picture of the flow, made by the flow's thread after each
 * turn that changed something, read by any HTTP thread. Loopback only. Nothing here influences the flow.
 */
@NullMarked
package io.ringfence.agent.status;

import org.jspecify.annotations.NullMarked;
