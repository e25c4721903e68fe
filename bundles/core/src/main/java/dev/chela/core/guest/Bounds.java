package dev.chela.core.guest;

import dev.chela.api.fault.Denied;
import dev.chela.core.guest.Grants.Kind;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * How far one generation of a plugin gets by the host's means. Its own code, in the same process, is not bounded by this.
 *
 * @param grants empty for one that does not say what it wants, and that is not held to that
 */
public record Bounds(Guest guest, Optional<Grants> grants) {
    /** @throws Denied naming what the manifest would have to say */
    public void require(Kind kind) {
        if (!grants.map(said -> said.include(kind)).orElse(true)) {
            throw denied("'" + kind.word() + "'", kind.clause(""));
        }
    }

    /**
     * @param owners hosts that the owner named for it in the configuration
     * @throws Denied as {@link #require}
     */
    public void network(URI to, Set<String> owners) {
        String host = to.getHost() == null ? "" : to.getHost().toLowerCase(Locale.ROOT);
        if (!host.isEmpty() && !grants.map(said -> said.includesHost(host) || said.include(Kind.NETWORK) && owners.contains(host)).orElse(true)) {
            throw denied("the host '" + host + "'", Kind.NETWORK.clause(host));
        }
    }

    /** @throws Denied as {@link #require} */
    public void secret(String name) {
        if (!grants.map(said -> said.include(Kind.SECRETS, name)).orElse(true)) {
            throw denied("the secret '" + name + "'", Kind.SECRETS.clause(name));
        }
    }

    private Denied denied(String what, String clause) {
        return new Denied("the plugin " + guest + " asks for " + what + ", which it was not granted; its manifest needs "
                + Grants.HEADER + ": " + clause);
    }
}
