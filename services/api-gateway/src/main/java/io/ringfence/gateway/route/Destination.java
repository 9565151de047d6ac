package io.ringfence.gateway.route;

import io.ringfence.gateway.Backend;
import java.util.Set;

/** Where a request goes. */
public sealed interface Destination {
    /** To a service. */
    record Forward(Backend backend) implements Destination {}

    /** The gateway answers it itself. */
    record Own() implements Destination {}

    /** The path is known, the method is not; these are possible. */
    record WrongMethod(Set<String> allowed) implements Destination {}

    /** Nobody knows the path. */
    record Unknown() implements Destination {}
}
