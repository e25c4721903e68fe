package dev.chela.channel.telegram.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.channel.ChannelHost;
import dev.chela.api.channel.Cursor;
import dev.chela.api.channel.Health;
import dev.chela.api.channel.Health.Status;
import dev.chela.api.channel.Pauses;
import dev.chela.api.channel.RawEvent;
import dev.chela.api.channel.Replay;
import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;

/** What receiving updates takes, however they come: who the bot is, how it is, and handing them to the host. */
final class Station {
    static final Duration SHORT = Duration.ofSeconds(15);
    private static final String ME = "me";

    private final ChannelHost host;
    private final BotApi api;
    private final Pauses pauses = new Pauses();
    private final AtomicReference<Health> told = new AtomicReference<>();

    Station(ChannelHost host, BotApi api) {
        this.host = host;
        this.api = api;
    }

    /** Runs what receives; that it is interrupted when the account closes, and may begin nothing more then, is how it ends. */
    void run(Runnable receiving) {
        try {
            receiving.run();
        } catch (CancellationException | RejectedExecutionException stopped) {
            if (!over()) {
                throw stopped;
            }
        }
    }

    /**
     * Asks Telegram who the bot is, until it says so.
     *
     * @return empty when it is over: stopped, or the token is refused
     */
    Optional<Me> hello() {
        for (int failures = 0; !over(); failures++) {
            Answer answer = ask("getMe", Json.object());
            if (answer instanceof Answer.Ok ok) {
                Me me = Me.of(ok.result());
                host.state().put(ME, new String(Json.write(me.tree()), StandardCharsets.UTF_8));
                return Optional.of(me);
            }
            if (((Answer.Refused) answer).badToken()) {
                refused();
                return Optional.empty();
            }
            trouble(((Answer.Refused) answer).toString());
            pauses.after(failures);
        }
        return Optional.empty();
    }

    /** As it was when Telegram last said; before that, what the token tells. */
    Me me() {
        return host.state().get(ME).map(text -> Me.of(Json.read(text))).filter(me -> me.id().equals(api.botId()))
                .orElse(new Me(api.botId(), "", false));
    }

    /** As {@link BotApi#call}; that there was no answer is an answer too. */
    Answer ask(String method, ObjectNode parameters) {
        try {
            return api.call(method, parameters, SHORT);
        } catch (Transient | Permanent nothing) {
            return new Answer.Refused(0, String.valueOf(nothing.getMessage()), Duration.ZERO, "");
        }
    }

    void refused() {
        report(Status.AUTH_FAILED, "Telegram does not know this bot's token",
                "Ask @BotFather for the token (/mybots, API Token), put it where channels.telegram.botToken points to, and reload the configuration.");
    }

    void trouble(String what) {
        report(Status.DEGRADED, "Telegram cannot be reached, or is in trouble: " + what, "");
    }

    void full(Transient fault) {
        report(Status.DEGRADED, "what was written to this bot waits at Telegram, since it cannot be taken in: " + fault.getMessage(), "");
    }

    void conflict(Answer.Refused refused) {
        boolean webhook = refused.says("webhook");
        report(Status.DEGRADED, webhook ? "a webhook is set for this bot, so that Telegram brings its updates elsewhere"
                        : "another program fetches this bot's updates, so that each gets only some of them",
                webhook ? "Another program set it while Chela was running. Stop that program, then restart the account: Chela removes the webhook when it starts."
                        : "Stop the other program that uses this token, or make a bot of Chela's own at @BotFather.");
    }

    void report(Status status, String detail, String advice) {
        Health now = new Health(status, detail, advice);
        if (!over() && !now.equals(told.getAndSet(now))) {
            host.report(now);
        }
    }

    /** On disk when this returns, and the cursor with it. */
    void accept(JsonNode update, Me me, Replay replay, Cursor cursor) {
        RawEvent raw = Updates.raw(update, me, replay, cursor);
        host.accept(raw);
        if (update.has("callback_query")) {
            acknowledge(update.path("callback_query").path("id").asText());
        }
    }

    /** Until then the button spins. Nobody is worse off when Telegram does not hear of it: the sign of it in the app goes out by itself. */
    private void acknowledge(String query) {
        host.tasks().start("answer a button", () -> ask("answerCallbackQuery", Json.object().put("callback_query_id", query)));
    }

    Pauses pauses() {
        return pauses;
    }

    boolean over() {
        return pauses.over();
    }

    void stop() {
        pauses.end();
    }
}
