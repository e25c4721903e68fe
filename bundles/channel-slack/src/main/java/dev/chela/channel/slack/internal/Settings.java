package dev.chela.channel.slack.internal;

import dev.chela.api.channel.Account;
import dev.chela.api.fault.Permanent;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is configured for one account, besides its secrets.
 *
 * @param apiRoot where the Web API is, without a slash at its end
 * @param http whether Slack brings what happens, rather than telling it over a socket
 * @param bots whether other bots are heard
 * @param catchUp how old what is read after a gap may be; zero where nothing is read
 */
record Settings(String account, String apiRoot, boolean http, boolean bots, Duration catchUp) {
    private static final int A_DAY = 24;
    private static final int MOST_HOURS = 7 * A_DAY;
    private static final String USUAL = "https://slack.com/api";
    static final String SCHEMA = """
            {
              "type": "object",
              "required": ["botToken"],
              "properties": {
                "botToken": { "description": "The app's, xoxb-. Better a reference: ${SLACK_BOT_TOKEN}", "type": ["string", "object"] },
                "appToken": { "description": "For mode socket: xapp-, with the scope connections:write. Better a reference: ${SLACK_APP_TOKEN}",
                  "type": ["string", "object"] },
                "signingSecret": { "description": "For mode http. Better a reference: ${SLACK_SIGNING_SECRET}", "type": ["string", "object"] },
                "mode": { "description": "Whether Slack tells what happens over a socket that the gateway opens, or brings it to /channels/slack/ACCOUNT here",
                  "enum": ["socket", "http"], "default": "socket" },
                "allowBots": { "description": "Whether what other bots write is heard", "type": "boolean", "default": false },
                "catchUpHours": { "description": "How old what is read in the conversations after a gap may be; 0 reads nothing", "type": "integer", "minimum": 0, "maximum": 168,
                  "default": 24 },
                "proxy": { "description": "An HTTP proxy without a password, as in http://proxy.example:3128", "type": "string" },
                "apiRoot": { "description": "Of another server that speaks Slack's Web API", "type": "string", "default": "https://slack.com/api" }
              }
            }
            """;

    static Settings of(Account account) {
        Map<String, Object> said = account.settings();
        return new Settings(account.id(), root(account), "http".equals(said.get("mode")), Boolean.TRUE.equals(said.get("allowBots")), hours(said.get("catchUpHours")));
    }

    private static Duration hours(@Nullable Object said) {
        int hours = said instanceof Number number ? number.intValue() : A_DAY;
        if (hours < 0 || hours > MOST_HOURS) {
            throw new Permanent("channels.slack.catchUpHours is " + hours + "; it must be from 0 to " + MOST_HOURS);
        }
        return Duration.ofHours(hours);
    }

    private static String root(Account account) {
        String text = String.valueOf(account.settings().getOrDefault("apiRoot", USUAL)).strip();
        String plain = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        if (!plain.matches("https?://.+") || !legible(plain)) {
            throw new Permanent("channels.slack.apiRoot is '" + text + "'; it must be an http or https address");
        }
        return plain;
    }

    private static boolean legible(String address) {
        try {
            return URI.create(address).getHost() != null;
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    /** Where the API is not sealed, its sockets and files need not be. */
    boolean open() {
        return apiRoot.startsWith("http://");
    }

    /** Whether the token may be shown there: to Slack, or to the server that is named instead. */
    boolean slacks(URI where) {
        String host = where.getHost().toLowerCase(Locale.ROOT);
        boolean own = host.equals("slack.com") || host.endsWith(".slack.com") || host.endsWith(".slack-files.com");
        return apiRoot.equals(USUAL) ? own : where.getRawAuthority().equals(URI.create(apiRoot).getRawAuthority());
    }
}
