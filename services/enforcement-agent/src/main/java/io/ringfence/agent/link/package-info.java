/**
 * Which interfaces the host has and which of them have a master. An interface under a bridge or a bond never meets our
 * hooks by its own name, so no instance on one may count as enforced. Reading runs on the namespace's thread; the
 * answers are immutable. Used by the agent's flow only.
 */
@NullMarked
package io.ringfence.agent.link;

import org.jspecify.annotations.NullMarked;
