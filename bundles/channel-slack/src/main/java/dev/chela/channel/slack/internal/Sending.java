package dev.chela.channel.slack.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.channel.ChannelHost;
import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.Delivery;
import dev.chela.api.channel.DeliveryKey;
import dev.chela.api.channel.MediaRef;
import dev.chela.api.channel.MessageRef;
import dev.chela.api.channel.Outbound;
import dev.chela.api.channel.Refusal;
import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.api.net.NotSent;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** What leaves: one call for each thing, more for files, and what became of it. */
final class Sending {
    static final Duration WITHIN = Duration.ofSeconds(20);
    private static final Duration WITHOUT_TOKEN = Duration.ofMinutes(1);
    private static final int MARK_BYTES = 16;
    private static final Set<String> NOWHERE = Set.of("channel_not_found", "message_not_found", "thread_not_found", "user_not_found", "users_not_found", "file_not_found");
    private static final Set<String> LENGTHY = Set.of("msg_too_long", "msg_blocks_too_long", "file_too_large", "attachment_payload_limit_exceeded");
    /** It is as it is wanted. */
    private static final Set<String> DONE = Set.of("already_reacted", "no_reaction");

    private final WebApi api;
    private final Places places;
    private final ChannelHost host;
    private final Uploads uploads;
    private final Consumer<String> refused;

    /** @param refused told why when Slack does not take the token any more */
    Sending(WebApi api, Places places, ChannelHost host, Consumer<String> refused) {
        this.api = api;
        this.places = places;
        this.host = host;
        this.uploads = new Uploads(api, host);
        this.refused = refused;
    }

    /** Whether doing it again changes nothing, however late. */
    static boolean harmlessTwice(Outbound out) {
        return !(out instanceof Outbound.Post);
    }

    static String mark(DeliveryKey key) {
        return HexFormat.of().formatHex(key.sha256(), 0, MARK_BYTES);
    }

    Delivery deliver(Outbound out, DeliveryKey key) {
        Optional<Delivery.Rejected> unfit = Posts.unfit(out).or(() -> gone(out));
        if (unfit.isPresent()) {
            return unfit.get();
        }
        Place place = place(out.to());
        if (place.instead().isPresent()) {
            return place.instead().get();
        }
        if (out instanceof Outbound.Post post) {
            return post.media().isEmpty() ? once(Posts.message(post, place.channel(), mark(key)), out) : share(post, place.channel(), mark(key));
        }
        Optional<String> message = message(out, place.channel());
        return message.map(id -> once(Posts.change(out, place.channel(), id), out))
                .orElseGet(() -> new Delivery.Rejected(Refusal.NOT_FOUND, "Slack does not say where the file stands"));
    }

    /** What the house does not have any more never left. */
    private Optional<Delivery.Rejected> gone(Outbound out) {
        for (MediaRef file : Posts.files(out)) {
            try (InputStream there = host.media(file)) {
                there.available();
            } catch (Permanent | IOException unreadable) {
                return Optional.of(new Delivery.Rejected(Refusal.NOT_FOUND, String.valueOf(unreadable.getMessage())));
            }
        }
        return Optional.empty();
    }

    /** @param instead what becomes of the delivery where there is no channel */
    record Place(String channel, Optional<Delivery> instead) {}

    /** A person's conversation must be asked for once. */
    Place place(Conversation to) {
        if (!to.id().matches("[A-Z][A-Z0-9]{2,30}")) {
            return new Place("", Optional.of(new Delivery.Rejected(Refusal.BAD_FORMAT, "'" + to.id() + "' is nobody's id at Slack, as C012ABCDEF or U012ABCDEF")));
        }
        boolean person = to.kind() == Conversation.Kind.DIRECT && !to.id().startsWith("D");
        return person ? places.directOf(to.id()).map(known -> new Place(known, Optional.empty())).orElseGet(() -> opened(to.id())) : new Place(to.id(), Optional.empty());
    }

    private Place opened(String user) {
        Answer answer = api.ask(Call.of("conversations.open").with("users", user));
        if (answer instanceof Answer.Ok ok) {
            String channel = ok.body().at("/channel/id").asText();
            places.met(channel, user);
            return new Place(channel, Optional.empty());
        }
        Answer.Refused no = (Answer.Refused) answer;
        return new Place("", Optional.of(no.passing() ? new Delivery.Retry(no.retryAfter()) : no.badToken() ? withoutToken(no)
                : new Delivery.Rejected(Refusal.NOT_FOUND, "Slack opens no conversation with " + user + ": " + no)));
    }

    /** A file may have been known before its message was. */
    private Optional<String> message(Outbound out, String channel) {
        String id = out instanceof Outbound.Edit edit ? edit.target().id() : out instanceof Outbound.React react ? react.target().id()
                : ((Outbound.Delete) out).target().id();
        return id.startsWith("F") && !(out instanceof Outbound.Delete) ? uploads.standing(id, channel) : Optional.of(id);
    }

    private Delivery once(Call call, Outbound out) {
        Duration wait = api.budget().take(call);
        if (!wait.isZero()) {
            return new Delivery.Retry(wait);
        }
        try {
            return outcome(api.call(call, WITHIN), out);
        } catch (Transient lost) {
            return lost(lost, out);
        }
    }

    private static Delivery lost(Transient lost, Outbound out) {
        boolean safe = harmlessTwice(out) || lost.getCause() instanceof NotSent;
        return safe ? new Delivery.Retry(lost.after()) : new Delivery.InDoubt(String.valueOf(lost.getMessage()));
    }

    private Delivery outcome(Answer answer, Outbound out) {
        if (answer instanceof Answer.Ok ok) {
            JsonNode ts = ok.body().path("ts");
            return new Delivery.Sent(harmlessTwice(out) || ts.asText().isEmpty() ? List.of() : List.of(new MessageRef(ts.asText())));
        }
        return refusal((Answer.Refused) answer, out);
    }

    /** Until the last call nobody sees anything, so that everything may be done again. */
    private Delivery share(Outbound.Post post, String channel, String mark) {
        Uploads.Brought brought = uploads.bring(post.media());
        if (brought.refused().isPresent()) {
            Answer.Refused no = brought.refused().get();
            return no.passing() ? new Delivery.Retry(no.retryAfter()) : refusal(no, post);
        }
        Call call = uploads.completion(post, channel, brought.ids());
        Duration wait = api.budget().take(call);
        if (!wait.isZero()) {
            return new Delivery.Retry(wait);
        }
        uploads.begun(mark, brought.ids());
        Delivery became;
        try {
            Answer answer = api.call(call, WITHIN);
            became = answer instanceof Answer.Ok ok ? new Delivery.Sent(List.of(Uploads.reference(ok.body(), channel, brought.ids()))) : refusal((Answer.Refused) answer, post);
        } catch (Transient lost) {
            became = lost(lost, post);
        }
        if (!(became instanceof Delivery.InDoubt)) {
            uploads.settled(mark);
        }
        return became;
    }

    private Delivery refusal(Answer.Refused no, Outbound out) {
        if (no.badToken()) {
            return withoutToken(no);
        }
        if (no.tooMany()) {
            return new Delivery.Retry(no.retryAfter());
        }
        if (no.passing()) {
            return harmlessTwice(out) ? new Delivery.Retry(no.retryAfter()) : new Delivery.InDoubt("Slack failed: " + no);
        }
        boolean done = DONE.contains(no.error()) || out instanceof Outbound.Delete && NOWHERE.contains(no.error());
        return done ? new Delivery.Sent(List.of()) : new Delivery.Rejected(kind(no), "Slack refuses it: " + no);
    }

    private Delivery withoutToken(Answer.Refused no) {
        refused.accept(no.error());
        return new Delivery.Retry(WITHOUT_TOKEN);
    }

    private static Refusal kind(Answer.Refused no) {
        return NOWHERE.contains(no.error()) ? Refusal.NOT_FOUND : LENGTHY.contains(no.error()) ? Refusal.TOO_LARGE
                : no.error().equals("edit_window_closed") ? Refusal.WINDOW_CLOSED
                : no.error().matches("missing_scope|not_in_channel|is_archived|restricted_action.*|cant_.*|access_denied|ekm_access_denied|not_.*allowed")
                ? Refusal.FORBIDDEN : Refusal.BAD_FORMAT;
    }

    Uploads uploads() {
        return uploads;
    }
}
