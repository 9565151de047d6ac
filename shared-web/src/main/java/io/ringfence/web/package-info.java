/**
 * What every REST door shares: refusals and failures as problem+json, who calls, and the one form of JSON.
 * Found by Quarkus through this module's index; stateless, any thread.
 * Knows no service and no store; resources and filters of the services call it.
 */
@NullMarked
package io.ringfence.web;

import org.jspecify.annotations.NullMarked;
