package dev.chela.channel.discord.internal;

import dev.chela.api.channel.Account;
import dev.chela.api.fault.Permanent;
import java.net.URI;

/**
 * What is configured for one account, besides its token.
 *
 * @param apiRoot where the REST API is, without a slash at its end
 * @param bots whether other bots are heard
 */
record Settings(String account, String apiRoot, boolean bots) {
    static final String SCHEMA = """
            {
              "type": "object",
              "required": ["token"],
              "properties": {
                "token": { "description": "The bot's. Better a reference: ${DISCORD_BOT_TOKEN}", "type": ["string", "object"] },
                "allowBots": { "description": "Whether what other bots write is heard", "type": "boolean", "default": false },
                "proxy": { "description": "An HTTP proxy without a password, as in http://proxy.example:3128", "type": "string" },
                "apiRoot": { "description": "Of another server that speaks Discord's API", "type": "string", "default": "https://discord.com/api/v10" }
              }
            }
            """;

    static Settings of(Account account) {
        return new Settings(account.id(), root(account), Boolean.TRUE.equals(account.settings().get("allowBots")));
    }

    private static String root(Account account) {
        String text = String.valueOf(account.settings().getOrDefault("apiRoot", "https://discord.com/api/v10")).strip();
        String plain = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        if (!plain.matches("https?://.+") || !legible(plain)) {
            throw new Permanent("channels.discord.apiRoot is '" + text + "'; it must be an http or https address");
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

    /** Where the API is not sealed, its gateway need not be. */
    boolean open() {
        return apiRoot.startsWith("http://");
    }
}
