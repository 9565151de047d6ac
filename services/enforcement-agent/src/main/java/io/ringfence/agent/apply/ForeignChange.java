package io.ringfence.agent.apply;

/**
 * That somebody else changed our table.
 *
 * @param what, in words
 * @param by the program that did it, or that it is not known
 */
record ForeignChange(String what, String by) {
    static final ForeignChange UNKNOWN = new ForeignChange("it is not what was put there", "not known");
}
