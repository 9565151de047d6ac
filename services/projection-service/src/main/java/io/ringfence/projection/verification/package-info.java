/**
 * Whether the history was touched: everything is read once more from offset 0 into tables beside the service's own, and
 * compared with the views, the signed heads and the stores of the services that decided it.
 */
@NullMarked
package io.ringfence.projection.verification;

import org.jspecify.annotations.NullMarked;
