package dev.chela.channel.discord.internal;

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
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** What leaves: one call for each thing, and what became of it. */
final class Sending {
    private static final Duration WITHIN = Duration.ofSeconds(20);
    private static final long SLOW_BYTES_A_SECOND = 100_000;
    private static final Duration WITHOUT_TOKEN = Duration.ofMinutes(1);
    /** Of the 25 characters that a nonce may have. */
    private static final int NONCE_BYTES = 18;
    private static final int UNKNOWN_MESSAGE = 10_008;

    private final Rest rest;
    private final Places places;
    private final ChannelHost host;
    private final Runnable refused;

    /** @param refused told when Discord does not know the token any more */
    Sending(Rest rest, Places places, ChannelHost host, Runnable refused) {
        this.rest = rest;
        this.places = places;
        this.host = host;
        this.refused = refused;
    }

    /** Whether doing it again changes nothing, however late. */
    static boolean harmlessTwice(Outbound out) {
        return !(out instanceof Outbound.Post) && !(out instanceof Outbound.Poll);
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
        Call call = Posts.call(out, place.channel(), nonce(key));
        Duration wait = rest.budget().take(call);
        return wait.isZero() ? make(call, out) : new Delivery.Retry(wait);
    }

    /** What the house does not have any more never left. */
    private Optional<Delivery.Rejected> gone(Outbound out) {
        for (MediaRef file : out instanceof Outbound.Post post ? post.media() : List.<MediaRef>of()) {
            try (InputStream there = host.media(file)) {
                there.available();
            } catch (Permanent | IOException unreadable) {
                return Optional.of(new Delivery.Rejected(Refusal.NOT_FOUND, String.valueOf(unreadable.getMessage())));
            }
        }
        return Optional.empty();
    }

    /** @param instead what becomes of the delivery where there is no channel */
    private record Place(String channel, Optional<Delivery> instead) {}

    /** A thread is a channel of its own; a person's must be asked for once. */
    private Place place(Conversation to) {
        String id = to.threadId().isEmpty() ? to.id() : to.threadId();
        if (!Snowflake.is(id)) {
            return new Place("", Optional.of(new Delivery.Rejected(Refusal.BAD_FORMAT, "'" + id + "' is nobody's id at Discord, which is a number")));
        }
        if (to.kind() != Conversation.Kind.DIRECT || !to.threadId().isEmpty()) {
            return new Place(id, Optional.empty());
        }
        return places.directOf(id).map(known -> new Place(known, Optional.empty())).orElseGet(() -> opened(id));
    }

    private Place opened(String user) {
        Answer answer = rest.ask(Call.of("POST", "/users/@me/channels", Json.object().put("recipient_id", user)));
        if (answer instanceof Answer.Ok ok) {
            String channel = ok.body().path("id").asText();
            places.met(channel, user);
            return new Place(channel, Optional.empty());
        }
        Answer.Refused no = (Answer.Refused) answer;
        return new Place("", Optional.of(no.passing() ? new Delivery.Retry(no.retryAfter()) : no.badToken() ? withoutToken()
                : new Delivery.Rejected(Refusal.NOT_FOUND, "Discord opens no direct channel to " + user + ": " + no)));
    }

    Optional<String> channel(Conversation to) {
        return Optional.of(place(to)).filter(place -> place.instead().isEmpty()).map(Place::channel);
    }

    private static String nonce(DeliveryKey key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(key.sha256(), NONCE_BYTES));
    }

    private Delivery make(Call call, Outbound out) {
        Answer answer;
        try {
            answer = call.files().isEmpty() ? rest.call(call, WITHIN) : rest.upload(call, host::media, WITHIN.plusSeconds(call.bytes() / SLOW_BYTES_A_SECOND));
        } catch (Transient lost) {
            boolean safe = harmlessTwice(out) || lost.getCause() instanceof NotSent;
            return safe ? new Delivery.Retry(lost.after()) : new Delivery.InDoubt(String.valueOf(lost.getMessage()));
        }
        if (answer instanceof Answer.Ok ok) {
            String id = ok.body().path("id").asText("");
            return new Delivery.Sent(harmlessTwice(out) || id.isEmpty() ? List.of() : List.of(new MessageRef(id)));
        }
        return outcome((Answer.Refused) answer, out);
    }

    private Delivery outcome(Answer.Refused no, Outbound out) {
        if (no.badToken()) {
            return withoutToken();
        }
        if (no.status() == 429) {
            return new Delivery.Retry(no.retryAfter());
        }
        if (no.passing()) {
            return harmlessTwice(out) ? new Delivery.Retry(no.retryAfter()) : new Delivery.InDoubt("Discord failed: " + no);
        }
        return out instanceof Outbound.Delete && no.code() == UNKNOWN_MESSAGE ? new Delivery.Sent(List.of()) : new Delivery.Rejected(kind(no), no.toString());
    }

    private Delivery withoutToken() {
        refused.run();
        return new Delivery.Retry(WITHOUT_TOKEN);
    }

    private static Refusal kind(Answer.Refused no) {
        return switch (no.status()) {
            case 403 -> Refusal.FORBIDDEN;
            case 404 -> Refusal.NOT_FOUND;
            case 413 -> Refusal.TOO_LARGE;
            default -> Refusal.BAD_FORMAT;
        };
    }
}
