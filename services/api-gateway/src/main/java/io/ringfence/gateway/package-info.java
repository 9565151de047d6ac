/** The one door: routes, merged OpenAPI, health. */
@NullMarked
package io.ringfence.gateway;

import org.jspecify.annotations.NullMarked;
