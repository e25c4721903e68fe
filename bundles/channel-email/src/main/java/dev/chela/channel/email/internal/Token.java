package dev.chela.channel.email.internal;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An access token: one that was configured, or one that is fetched, and fetched again before it expires. */
final class Token implements Login {
    private static final String ANEW = "Allow the assistant into the mailbox anew at your provider, and put what it gives you where ";

    private final String user;
    private final Optional<TokenEndpoint> endpoint;
    private final String given;
    private final InstantSource clock;
    private Optional<TokenEndpoint.Grant> grant = Optional.empty();

    /** @param given the token itself; empty where it is fetched */
    Token(String user, String given, Optional<TokenEndpoint> endpoint, InstantSource clock) {
        this.user = user;
        this.given = given;
        this.endpoint = endpoint;
        this.clock = clock;
    }

    @Override
    public boolean token() {
        return true;
    }

    @Override
    public synchronized Proof proof() throws IOException, Refused {
        if (endpoint.isEmpty()) {
            return new Proof(user, given, true);
        }
        Instant now = clock.instant();
        boolean fresh = grant.filter(held -> now.isBefore(held.renewAt())).isEmpty();
        if (fresh) {
            grant = Optional.of(endpoint.get().fetch(now));
        }
        return new Proof(user, grant.orElseThrow().accessToken(), fresh);
    }

    /** One that was taken once may have been withdrawn since; then the next one is another. */
    @Override
    public synchronized Exception spurned(Endpoint by, Proof proof, String said) {
        grant = grant.filter(held -> !held.accessToken().equals(proof.secret()));
        String what = by.address() + " does not take the access token of " + user;
        if (!proof.fresh()) {
            return new IOException(what + " any more, and another one is fetched: " + hide(said));
        }
        return new Refused(what + ": " + hide(said), ANEW + (endpoint.isPresent() ? "channels.email.refreshToken points to; it must be for " + user + ", and for IMAP and SMTP."
                : "channels.email.accessToken points to; with tokenEndpoint, clientId and refreshToken it is renewed without you."));
    }

    @Override
    public synchronized List<String> secrets() {
        List<String> all = new ArrayList<>(endpoint.map(TokenEndpoint::secrets).orElse(List.of(given)));
        grant.ifPresent(held -> all.add(held.accessToken()));
        return all;
    }

    @Override
    public String toString() {
        return "the access token of " + user;
    }
}
