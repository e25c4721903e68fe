package dev.chela.channel.telegram.internal;

import dev.chela.api.channel.Account;
import dev.chela.api.fault.Permanent;
import java.net.URI;
import java.util.Map;

/**
 * What is configured for one account, besides its secrets.
 *
 * @param apiRoot where the Bot API is, without a slash at its end
 * @param webhookUrl where Telegram is to bring updates; empty for long polling
 * @param linkPreview whether Telegram shows what a link leads to
 */
record Settings(String account, String apiRoot, String webhookUrl, boolean linkPreview) {
    static final String SCHEMA = """
            {
              "type": "object",
              "required": ["botToken"],
              "properties": {
                "botToken": { "description": "From @BotFather. Better a reference: ${TELEGRAM_BOT_TOKEN}", "type": ["string", "object"] },
                "apiRoot": { "description": "Of a Bot API server of your own", "type": "string", "default": "https://api.telegram.org" },
                "webhookUrl": { "description": "Public https address that leads to /channels/telegram/ACCOUNT here; without it updates are polled",
                  "type": "string" },
                "webhookSecret": { "description": "Letters, digits, _ and -; needed with webhookUrl", "type": ["string", "object"] },
                "proxy": { "description": "An HTTP proxy without a password, as in http://proxy.example:3128", "type": "string" },
                "linkPreview": { "description": "Whether Telegram shows what a link leads to", "type": "boolean", "default": true }
              }
            }
            """;

    static Settings of(Account account) {
        Map<String, Object> said = account.settings();
        Settings settings = new Settings(account.id(), address(account, "apiRoot", "https://api.telegram.org"), address(account, "webhookUrl", ""),
                !Boolean.FALSE.equals(said.get("linkPreview")));
        if (settings.webhook() && !settings.webhookUrl.endsWith(settings.hookPath())) {
            throw new Permanent("channels.telegram.webhookUrl is '" + settings.webhookUrl + "'; for the account '" + account.id()
                    + "' it must end in " + settings.hookPath());
        }
        return settings;
    }

    private static String address(Account account, String key, String usual) {
        Object value = account.settings().get(key);
        String text = value == null ? usual : String.valueOf(value).strip();
        String plain = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        if (!plain.isEmpty() && !(plain.startsWith("https://") || plain.startsWith("http://")) || !legible(plain)) {
            throw new Permanent("channels.telegram." + key + " is '" + text + "'; it must be an http or https address");
        }
        return plain;
    }

    private static boolean legible(String address) {
        try {
            return address.isEmpty() || URI.create(address).getHost() != null;
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    boolean webhook() {
        return !webhookUrl.isEmpty();
    }

    String hookPath() {
        return Telegram.HOOKS + account;
    }
}
