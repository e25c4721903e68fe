package dev.chela.channel.discord.internal;

import dev.chela.api.channel.Probe;

/** A live check, and what to do about what it finds. */
final class Checkup {
    /** Allowed, and allowed for bots in few servers (docs/resources/application, "Application Flags"). */
    private static final int MESSAGE_CONTENT = 1 << 18 | 1 << 19;

    private Checkup() {}

    static Probe look(Rest rest, Settings settings) {
        Answer who = rest.ask(Call.of("GET", "/users/@me"));
        if (who instanceof Answer.Refused no) {
            return no.badToken() ? new Probe(false, String.valueOf(Refused.token().getMessage()), Refused.token().advice())
                    : new Probe(false, "Discord cannot be reached, or is in trouble: " + no, "Look at the gateway's way to " + settings.apiRoot() + ".");
        }
        String name = "@" + ((Answer.Ok) who).body().path("username").asText();
        Answer application = rest.ask(Call.of("GET", "/applications/@me"));
        if (application instanceof Answer.Ok ok && (ok.body().path("flags").asInt() & MESSAGE_CONTENT) == 0) {
            return new Probe(false, name + " may not read what people write: the message content intent is switched off",
                    "discord.com/developers/applications, your application, Bot: switch on Message Content Intent, and save.");
        }
        return new Probe(true, name + ", reads what people write", "");
    }
}
