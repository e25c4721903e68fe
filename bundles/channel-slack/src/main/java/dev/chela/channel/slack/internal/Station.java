package dev.chela.channel.slack.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.channel.ChannelHost;
import dev.chela.api.channel.Health;
import dev.chela.api.channel.Health.Status;
import dev.chela.api.channel.Pauses;
import dev.chela.api.fault.Transient;
import dev.chela.channel.slack.internal.Events.Happening;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;

/** Keeps one account introduced to Slack, and what it is told on disk, however it is told. */
final class Station {
    private final ChannelHost host;
    private final WebApi api;
    private final Pauses pauses;
    private final Receiver receiver;
    private final Trail trail;
    private final AtomicReference<Health> reported = new AtomicReference<>();
    private volatile Health standing = new Health(Status.STARTING, "", "");
    private final AtomicReference<Me> me = new AtomicReference<>();
    private volatile String way = "";
    private volatile String missed = "";

    /** What may end because Slack refuses the app. */
    @FunctionalInterface
    interface Work {
        void run() throws Refused;
    }

    Station(ChannelHost host, WebApi api, Pauses pauses, Receiver receiver, Trail trail) {
        this.host = host;
        this.api = api;
        this.pauses = pauses;
        this.receiver = receiver;
        this.trail = trail;
    }

    /** That it is interrupted when the account closes, and may begin nothing more then, is how it ends. @param then once Slack has told who we are */
    void run(Work then) {
        try {
            report(Status.STARTING, "connecting to Slack", "");
            introduce();
            if (!pauses.over()) {
                then.run();
            }
        } catch (Refused no) {
            refused(no);
        } catch (CancellationException | RejectedExecutionException stopped) {
            if (!pauses.over()) {
                throw stopped;
            }
        }
    }

    private void introduce() throws Refused {
        for (int failures = 0; me.get() == null && !pauses.over(); failures++) {
            Answer answer = api.ask(Call.of("auth.test"));
            if (answer instanceof Answer.Ok ok) {
                JsonNode told = ok.body();
                me.set(new Me(told.path("user_id").asText(), told.path("bot_id").asText(), told.path("user").asText(), told.path("team_id").asText(),
                        told.path("team").asText()));
                return;
            }
            Answer.Refused no = (Answer.Refused) answer;
            if (no.badToken()) {
                throw Refused.botToken(no.error());
            }
            trouble(no.toString());
            pauses.of(no.retryAfter());
            pauses.after(failures);
        }
    }

    /**
     * Stores what is for us.
     *
     * @return false when nothing is stored any more, or Slack has not told yet who we are
     * @throws Transient when it cannot be stored now
     */
    boolean take(String type, JsonNode payload) {
        Me self = me.get();
        if (self == null || pauses.over()) {
            return false;
        }
        Optional<Happening> happening = receiver.read(type, payload, self);
        if (pauses.over()) {
            return false;
        }
        happening.ifPresent(told -> host.accept(told.raw(self, trail.cursor(told.message()))));
        return true;
    }

    /** Stores a message that was read, as one that is told. @param message with its conversation and the kind of that */
    void readAgain(ObjectNode message) {
        ObjectNode payload = Json.object().put("team_id", String.valueOf(me.get().team()));
        payload.set("event", message.put("type", "message"));
        insist("events_api", payload);
    }

    /** Whether a message of a history says that the app came in. */
    boolean entrance(JsonNode message) {
        Me self = me.get();
        return self != null && message.path("subtype").asText("").matches("(channel|group)_join") && message.path("user").asText().equals(self.id());
    }

    /** As {@link #take}; what is not on disk yet is tried again, and what Slack tells meanwhile waits. */
    boolean insist(String type, JsonNode payload) {
        for (int failures = 0; !pauses.over(); failures++) {
            try {
                boolean taken = take(type, payload);
                tell(standing);
                return taken;
            } catch (Transient full) {
                tell(new Health(Status.DEGRADED, "a message waits: " + full.getMessage(), ""));
                pauses.after(failures);
            }
        }
        return false;
    }

    /**
     * Whether the app said it.
     *
     * @throws Transient when some app did, and Slack has not told yet which one is ours
     */
    boolean own(JsonNode message) {
        Me self = me.get();
        if (self == null && message.has("bot_id")) {
            throw new Transient("Slack has not told yet who the app is", Duration.ZERO);
        }
        return self != null && (message.path("user").asText().equals(self.id()) || message.path("bot_id").asText().equals(self.botId()));
    }

    /** @param how empty over a socket */
    void connected(String how) {
        way = how;
        Me self = me.get();
        report(Status.CONNECTED, "@" + self.name() + " in " + self.teamName() + way + (missed.isEmpty() ? "" : "; " + missed), missed.isEmpty() ? ""
                : Refused.PORTAL + "OAuth & Permissions: the app needs channels:history, groups:history, im:history and mpim:history, and the same with :read; what it should"
                        + " have heard must be said again.");
    }

    /** @param what nobody could read, for people; empty where there is none */
    void missed(String what) {
        missed = what;
        if (standing.status() == Status.CONNECTED) {
            connected(way);
        }
    }

    void trouble(String what) {
        report(Status.DEGRADED, "Slack cannot be reached, or is in trouble: " + what, "It is tried again.");
    }

    void refused(Refused why) {
        report(Status.AUTH_FAILED, String.valueOf(why.getMessage()), why.advice());
        stop();
    }

    private void report(Status status, String detail, String advice) {
        standing = new Health(status, detail, advice);
        tell(standing);
    }

    /** What only passes does not replace what {@link #standing} says. */
    private void tell(Health now) {
        if (!pauses.over() && !now.equals(reported.getAndSet(now))) {
            host.report(now);
        }
    }

    Pauses pauses() {
        return pauses;
    }

    void stop() {
        pauses.end();
    }
}
