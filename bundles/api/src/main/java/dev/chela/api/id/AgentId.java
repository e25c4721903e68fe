package dev.chela.api.id;

import java.util.regex.Pattern;

/**
 * The name of an agent, as it stands in {@code agents.entries.<id>}: 1 to 64 characters of {@code [a-z0-9_-]},
 * the first one a letter or a digit.
 */
public record AgentId(String value) {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

    /** The agent that exists without any configuration. */
    public static final AgentId MAIN = new AgentId("main");

    public AgentId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("agent id '" + value + "' must match " + FORM);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
