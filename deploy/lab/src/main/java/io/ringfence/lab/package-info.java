/** A lab of network namespaces as hosts and container instances, with packet probes. */
@NullMarked
package io.ringfence.lab;

import org.jspecify.annotations.NullMarked;
