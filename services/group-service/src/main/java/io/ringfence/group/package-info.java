/**
 * Security groups: their life cycle, inner access policy and tags. Aggregate, store rows and REST side by side.
 * {@link io.ringfence.group.SecurityGroup} decides, on the gate's workers; everything else is stateless.
 * Rules and members are decided elsewhere, in answer to this service's events.
 */
@NullMarked
package io.ringfence.group;

import org.jspecify.annotations.NullMarked;
