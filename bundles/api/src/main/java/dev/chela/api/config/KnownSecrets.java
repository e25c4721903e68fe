package dev.chela.api.config;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Where whoever makes or receives a secret itself (a generated token, a login's answer) makes it known, so that no log, error or event
 * shows it. Secrets that come from the configuration are known already. Safe on any thread.
 */
@ProviderType
public interface KnownSecrets {
    /**
     * From now on this value is taken out. Values shorter than six characters are not searched for: they would turn up in ordinary
     * words. A value stays known until the process ends, since an old one may still be written by whoever holds it.
     */
    void keep(Secret secret);
}
