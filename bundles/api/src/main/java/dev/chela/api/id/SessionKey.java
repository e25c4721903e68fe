package dev.chela.api.id;

/**
 * The name of a conversation: {@code agent:<agentId>:<rest>}, lower case, at least one character of rest.
 * The grammar of the rest is the core's ({@code docs/architecture.md}, section 4); a key is a routing key, never a permission.
 */
public record SessionKey(String value) {
    public SessionKey {
        String[] parts = value.split(":", 3);
        if (parts.length < 3 || !parts[0].equals("agent") || parts[1].isEmpty() || parts[2].isEmpty()) {
            throw new IllegalArgumentException("session key '" + value + "' must have the form agent:<id>:<rest>");
        }
    }

    public AgentId agent() {
        return new AgentId(value.split(":", 3)[1]);
    }

    /** What follows {@code agent:<id>:}. */
    public String rest() {
        return value.split(":", 3)[2];
    }

    @Override
    public String toString() {
        return value;
    }
}
