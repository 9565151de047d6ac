/**
 * The one table that the agent owns, and how it gets into the kernel: libnftables in the process, the nft program, or a
 * file where there is neither privilege nor nft. Every result is checked and the kernel's words are kept. One thread
 * calls (the agent's loop); what touches the kernel runs on the namespace's thread. Knows no policy: texts in, texts out.
 */
@NullMarked
package io.ringfence.agent.apply;

import org.jspecify.annotations.NullMarked;
