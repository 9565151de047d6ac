/**
 * The built artifacts as a black box, one story each: real services as processes, real Kafka and PostgreSQL, a host made
 * of network namespaces with real nftables. Nothing here sees a service's classes. Each story closes what it started.
 */
@NullMarked
package io.ringfence.endtoend;

import org.jspecify.annotations.NullMarked;
