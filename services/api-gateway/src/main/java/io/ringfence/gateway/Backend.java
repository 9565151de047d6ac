package io.ringfence.gateway;

/** The services behind the door. */
public enum Backend {
    GROUP_SERVICE("group-service"),
    RULE_SERVICE("rule-service"),
    INSTANCE_SERVICE("instance-service"),
    PROJECTION_SERVICE("projection-service");

    private final String text;

    Backend(String text) {
        this.text = text;
    }

    /** The service's name, as its setting, its logs and its problems have it. */
    @Override
    public String toString() {
        return text;
    }
}
