package dev.chela.channel.email.internal;

import dev.chela.api.channel.ChannelHost;
import dev.chela.api.config.KnownSecrets;
import dev.chela.api.fault.Denied;
import dev.chela.api.fault.Permanent;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * How an account logs in.
 *
 * @param user the address unless said
 * @param token whether by an access token
 * @param endpoint where tokens are fetched; empty where the token itself is configured
 */
record Entry(String user, boolean token, String endpoint, String clientId, String scope) {
    static Entry of(Map<String, Object> given, String address) {
        String auth = Settings.text(given, "auth", "password");
        Entry entry = new Entry(Settings.text(given, "login", address), auth.equals("xoauth2"), Settings.text(given, "tokenEndpoint", ""),
                Settings.text(given, "clientId", ""), Settings.text(given, "scope", ""));
        if (!entry.token && !auth.equals("password")) {
            throw new Permanent("channels.email.auth is '" + auth + "'; it must be password or xoauth2");
        }
        if (!entry.endpoint.isEmpty()) {
            entry.checked();
        }
        return entry;
    }

    private void checked() {
        if (!token || clientId.isEmpty()) {
            throw new Permanent("channels.email.tokenEndpoint needs auth: \"xoauth2\" and a clientId");
        }
        if (!endpoint.matches("https://[^/\\s]+.*|http://(127\\.0\\.0\\.1|localhost|\\[::1])(:\\d+)?(/.*)?")) {
            throw new Permanent("channels.email.tokenEndpoint is '" + endpoint + "'; it must be an https address, such as https://oauth2.googleapis.com/token");
        }
        address();
    }

    private URI address() {
        try {
            return URI.create(endpoint);
        } catch (IllegalArgumentException malformed) {
            throw new Permanent("channels.email.tokenEndpoint is '" + endpoint + "', which is no address", malformed);
        }
    }

    /** @param known learns of what is fetched */
    Login login(ChannelHost host, KnownSecrets known) {
        if (!token) {
            return new Login.Password(user, host.secret("password"));
        }
        if (endpoint.isEmpty()) {
            return new Token(user, host.secret("accessToken"), Optional.empty(), InstantSource.system());
        }
        TokenEndpoint.Client client = new TokenEndpoint.Client(address(), clientId, clientSecret(host), host.secret("refreshToken"), scope);
        return new Token(user, "", Optional.of(new TokenEndpoint(client, host, known)), InstantSource.system());
    }

    /** Apps that everybody can read have none. */
    private static String clientSecret(ChannelHost host) {
        try {
            return host.secret("clientSecret");
        } catch (Denied none) {
            return "";
        }
    }
}
