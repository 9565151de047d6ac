/** The group service. */
@NullMarked
package io.ringfence.group;

import org.jspecify.annotations.NullMarked;
