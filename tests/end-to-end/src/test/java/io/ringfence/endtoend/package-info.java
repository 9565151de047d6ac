/**
 * The built artifacts as a black box, one story each: real services as processes, real Kafka and PostgreSQL, a host made
 * of network namespaces with real nftables. Nothing here sees a service's classes. All stories share one installation, each
 * with groups and machines of its own.
 */
@NullMarked
package io.ringfence.endtoend;

import org.jspecify.annotations.NullMarked;
