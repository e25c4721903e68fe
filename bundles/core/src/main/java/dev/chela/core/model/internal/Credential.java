package dev.chela.core.model.internal;

/** One of the credentials of a provider. @param secret empty for a provider that wants none */
record Credential(String profile, String secret) {
    /** The secret stays out of logs, also by accident. */
    @Override
    public String toString() {
        return profile;
    }
}
