package dev.chela.channel.slack.internal;

import dev.chela.api.channel.Probe;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A live check, and what to do about what it finds. */
final class Checkup {
    /** What this channel does with each is in its setup steps. */
    static final List<String> SCOPES = List.of("channels:history", "channels:read", "chat:write", "files:read", "files:write", "groups:history", "groups:read", "im:history",
            "im:read", "im:write", "metadata.message:read", "mpim:history", "mpim:read", "reactions:read", "reactions:write", "users:read");

    private Checkup() {}

    /** @param sockets with the token that opens sockets; empty where none are */
    static Probe look(WebApi api, Optional<WebApi> sockets, Settings settings) {
        Answer who = api.ask(Call.of("auth.test"));
        if (who instanceof Answer.Refused no) {
            return no.badToken() ? failed(Refused.botToken(no.error()))
                    : new Probe(false, "Slack cannot be reached, or is in trouble: " + no, "Look at the gateway's way to " + settings.apiRoot() + ".");
        }
        Answer.Ok ok = (Answer.Ok) who;
        String name = "@" + ok.body().path("user").asText() + " in " + ok.body().path("team").asText();
        Set<String> missing = new TreeSet<>(SCOPES);
        missing.removeAll(ok.scopes());
        if (!missing.isEmpty() && !ok.scopes().isEmpty()) {
            return new Probe(false, name + " lacks " + String.join(", ", missing),
                    Refused.PORTAL + "OAuth & Permissions: add these Bot Token Scopes, and install the app again.");
        }
        return sockets.map(with -> with.ask(Call.of("apps.connections.open"))).filter(Answer.Refused.class::isInstance)
                .map(no -> failed(Refused.appToken(no.toString()))).orElse(new Probe(true, name, ""));
    }

    private static Probe failed(Refused why) {
        return new Probe(false, String.valueOf(why.getMessage()), why.advice());
    }
}
