/**
 * What can be asked of a security group and what can have happened to it: life cycle, inner access, tags, deletion.
 * Immutable records. Written by group-service alone; read by everyone.
 */
@NullMarked
package io.ringfence.events.group;

import org.jspecify.annotations.NullMarked;
