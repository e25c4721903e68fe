package dev.chela.channel.telegram.internal;

import dev.chela.api.channel.Probe;

/** A live check, and what to do about what it finds. */
final class Checkup {
    private final Station station;
    private final Settings settings;

    Checkup(Station station, Settings settings) {
        this.station = station;
        this.settings = settings;
    }

    Probe look() {
        Answer who = station.ask("getMe", Json.object());
        if (who instanceof Answer.Refused refused) {
            return refused.badToken()
                    ? new Probe(false, "Telegram does not know this bot's token", "Ask @BotFather for the token (/mybots, API Token) and set channels.telegram.botToken.")
                    : new Probe(false, "Telegram cannot be reached, or is in trouble: " + refused, "Look at the gateway's way to " + settings.apiRoot() + ".");
        }
        Me me = Me.of(((Answer.Ok) who).result());
        Answer hook = station.ask("getWebhookInfo", Json.object());
        return hook instanceof Answer.Ok ok ? judged(me, ok) : new Probe(false, "@" + me.username() + "; " + hook, "");
    }

    private Probe judged(Me me, Answer.Ok hook) {
        String url = hook.result().path("url").asText();
        String name = "@" + me.username();
        if (!settings.webhook() && !url.isEmpty()) {
            return new Probe(false, name + ": a webhook is set, so that no update can be polled",
                    "Stop the program that set it, and restart the account: Chela removes the webhook when it starts.");
        }
        if (settings.webhook() && !url.equals(settings.webhookUrl())) {
            return new Probe(false, name + ": Telegram brings updates to another address than channels.telegram.webhookUrl",
                    "Stop the program that set it, and restart the account: Chela sets its own when it starts.");
        }
        String fault = hook.result().path("last_error_message").asText();
        if (settings.webhook() && !fault.isEmpty() && hook.result().path("pending_update_count").asLong() > 0) {
            return new Probe(false, name + ": Telegram could not bring updates: " + fault, "Look whether " + settings.webhookUrl() + " leads to the gateway.");
        }
        return me.hearsAll() ? new Probe(true, name + ", hears all that is said in groups", "")
                : new Probe(true, name + ", privacy mode on", "In groups the bot is told only of commands, mentions and answers to it. To have it hear more:"
                        + " /setprivacy at @BotFather, Disable; then remove the bot from the group and add it again.");
    }
}
