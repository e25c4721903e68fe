package dev.chela.channel.telegram.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import dev.chela.api.net.Http.Part;
import dev.chela.api.net.NotSent;
import dev.chela.channel.telegram.internal.Budget.Pace;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What leaves: one call of the Bot API for each thing, most often, and what became of it. */
final class Sending {
    private static final Duration WITHIN = Duration.ofSeconds(20);
    private static final long SLOW_BYTES_A_SECOND = 100_000;
    private static final Duration WITHOUT_TOKEN = Duration.ofMinutes(1);

    private final BotApi api;
    private final Budget budget;
    private final Moves moves;
    private final Posts posts;
    private final ChannelHost host;
    private final Runnable refused;

    /** @param refused told when Telegram does not know the token any more */
    Sending(BotApi api, Budget budget, ChannelHost host, boolean linkPreview, Runnable refused) {
        this.api = api;
        this.budget = budget;
        this.host = host;
        this.moves = new Moves(host.state());
        this.posts = new Posts(linkPreview);
        this.refused = refused;
    }

    /** Whether doing it again changes nothing. */
    static boolean harmlessTwice(Outbound out) {
        return !(out instanceof Outbound.Post) && !(out instanceof Outbound.Poll);
    }

    Delivery deliver(Outbound out, DeliveryKey key) {
        Optional<Delivery.Rejected> unfit = Posts.unfit(out).or(() -> gone(out));
        if (unfit.isPresent()) {
            return unfit.get();
        }
        String chat = moves.now(out.to().id());
        Duration wait = budget.take(chat, pace(out));
        return wait.isZero() ? deliver(posts.calls(out), out, key) : new Delivery.Retry(wait);
    }

    private static Pace pace(Outbound out) {
        return harmlessTwice(out) ? Pace.GESTURE : out.to().kind() == Conversation.Kind.DIRECT ? Pace.DIRECT : Pace.GROUP;
    }

    /** What the house does not have any more never left. */
    private Optional<Delivery.Rejected> gone(Outbound out) {
        for (MediaRef file : out instanceof Outbound.Post post ? post.media() : List.<MediaRef>of()) {
            try (InputStream there = file.kept() ? host.media(file) : InputStream.nullInputStream()) {
                there.available();
            } catch (Permanent | IOException unreadable) {
                return Optional.of(new Delivery.Rejected(Refusal.NOT_FOUND, String.valueOf(unreadable.getMessage())));
            }
        }
        return Optional.empty();
    }

    private Delivery deliver(List<Call> calls, Outbound out, DeliveryKey key) {
        if (calls.size() == 1) {
            return make(calls.get(0), out, moves.now(out.to().id()));
        }
        Parts parts = new Parts(host.state(), key);
        while (parts.made() < calls.size()) {
            Call call = calls.get(parts.made());
            Delivery next = make(call, out, moves.now(out.to().id()));
            if (!(next instanceof Delivery.Sent more)) {
                return parts.made() == 0 ? next : behind(parts.made() + " of " + calls.size() + " messages arrived, " + call.method() + " did not: ", next);
            }
            parts.note(more.refs());
        }
        parts.forget();
        return new Delivery.Sent(parts.refs());
    }

    private static Delivery behind(String others, Delivery next) {
        return next instanceof Delivery.InDoubt doubt ? new Delivery.InDoubt(others + doubt.why())
                : next instanceof Delivery.Rejected refused ? new Delivery.Rejected(refused.kind(), others + refused.detail()) : next;
    }

    private Answer ask(Call call, String chat) {
        ObjectNode parameters = call.parameters().put("chat_id", chat);
        if (call.uploads().isEmpty()) {
            return api.call(call.method(), parameters, WITHIN);
        }
        List<Part> files = new ArrayList<>();
        for (MediaRef file : call.uploads()) {
            files.add(new Part(call.field(files.size()), file.name(), file.mimeType(), file.bytes(), () -> host.media(file)));
        }
        return api.upload(call.method(), parameters, files, WITHIN.plusSeconds(call.bytes() / SLOW_BYTES_A_SECOND));
    }

    private Delivery make(Call call, Outbound out, String chat) {
        Answer answer;
        try {
            answer = ask(call, chat);
        } catch (Transient lost) {
            boolean safe = harmlessTwice(out) || lost.getCause() instanceof NotSent;
            return safe ? new Delivery.Retry(lost.after()) : new Delivery.InDoubt(String.valueOf(lost.getMessage()));
        }
        return answer instanceof Answer.Ok ok ? sent(ok, out) : refused((Answer.Refused) answer, call, out, chat);
    }

    private static Delivery sent(Answer.Ok ok, Outbound out) {
        List<JsonNode> messages = new ArrayList<>();
        if (ok.result().isArray()) {
            ok.result().forEach(messages::add);
        } else {
            messages.add(ok.result());
        }
        return new Delivery.Sent(harmlessTwice(out) ? List.of() : messages.stream().map(message -> message.path("message_id").asText(""))
                .filter(id -> !id.isEmpty()).map(MessageRef::new).toList());
    }

    private Delivery refused(Answer.Refused no, Call call, Outbound out, String chat) {
        if (!no.movedTo().isEmpty() && !no.movedTo().equals(chat)) {
            moves.moved(out.to().id(), no.movedTo());
            return make(call, out, no.movedTo());
        }
        if (no.code() == 400 && no.says("can't parse entities") && call.marked()) {
            return make(call.plain(), out, chat);
        }
        return alreadySo(no, out) ? new Delivery.Sent(List.of()) : outcome(no, out, chat);
    }

    private static boolean alreadySo(Answer.Refused no, Outbound out) {
        return out instanceof Outbound.Edit && no.says("message is not modified")
                || out instanceof Outbound.Delete && no.says("message to delete not found");
    }

    private Delivery outcome(Answer.Refused no, Outbound out, String chat) {
        if (no.code() == 429) {
            budget.hold(chat, no.retryAfter());
            return new Delivery.Retry(no.retryAfter());
        }
        if (no.badToken()) {
            refused.run();
            return new Delivery.Retry(WITHOUT_TOKEN);
        }
        if (no.code() >= 500) {
            return harmlessTwice(out) ? new Delivery.Retry(Duration.ZERO) : new Delivery.InDoubt("Telegram failed: " + no);
        }
        return new Delivery.Rejected(kind(no), no.toString());
    }

    private static Refusal kind(Answer.Refused no) {
        if (no.code() == 403) {
            return Refusal.FORBIDDEN;
        }
        if (no.code() == 413 || no.says("too long") || no.says("too big")) {
            return Refusal.TOO_LARGE;
        }
        return no.says("not found") ? Refusal.NOT_FOUND : Refusal.BAD_FORMAT;
    }
}
