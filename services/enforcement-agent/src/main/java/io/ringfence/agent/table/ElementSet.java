package io.ringfence.agent.table;

import io.ringfence.events.value.IpAddress;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A set or map and its elements.
 *
 * @param elements in their order
 */
public record ElementSet<T extends Comparable<? super T>>(String name, ElementType<T> type, Set<T> elements) {
    /** The elements that another set of the same name and type has not. */
    List<Element> beyond(ElementSet<?> other, Set<IpAddress> moved) {
        if (elements == other.elements()) {
            return List.of();
        }
        return type.candidates(elements, moved)
                .filter(element -> !other.elements().contains(element))
                .map(element -> new Element(name, type.key(element), type.chain(element)))
                .toList();
    }

    /** Whether packets go where its elements say. */
    public boolean isMap() {
        return type == ElementType.DISPATCH;
    }

    ElementSet<T> emptied() {
        return new ElementSet<>(name, type, new TreeSet<>());
    }

    Part part() {
        return new Part(type.kind(), name);
    }

    String declaration() {
        return "type " + type.declaration();
    }

    void write(TableText text) {
        text.elements(
                type.kind() + " " + name,
                type.declaration(),
                elements.stream().map(type::text).toList());
    }
}
