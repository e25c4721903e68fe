package dev.chela.channel.telegram.internal;

import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.Delivery;
import dev.chela.api.channel.MessageRef;
import dev.chela.api.channel.Outbound;
import dev.chela.api.channel.Refusal;
import dev.chela.api.fault.Transient;
import dev.chela.api.net.NotSent;
import dev.chela.channel.telegram.internal.Budget.Pace;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What leaves: one call of the Bot API for each thing, most often, and what became of it. */
final class Sending {
    private static final Duration WITHIN = Duration.ofSeconds(20);
    private static final Duration WITHOUT_TOKEN = Duration.ofMinutes(1);

    private final BotApi api;
    private final Budget budget;
    private final Moves moves;
    private final Posts posts;
    private final Runnable refused;

    /** @param refused told when Telegram does not know the token any more */
    Sending(BotApi api, Budget budget, Moves moves, boolean linkPreview, Runnable refused) {
        this.api = api;
        this.budget = budget;
        this.moves = moves;
        this.posts = new Posts(linkPreview);
        this.refused = refused;
    }

    /** Whether doing it again changes nothing. */
    static boolean harmlessTwice(Outbound out) {
        return !(out instanceof Outbound.Post) && !(out instanceof Outbound.Poll);
    }

    Delivery deliver(Outbound out) {
        Optional<Delivery.Rejected> unfit = Posts.unfit(out);
        if (unfit.isPresent()) {
            return unfit.get();
        }
        String chat = moves.now(out.to().id());
        Duration wait = budget.take(chat, pace(out));
        return wait.isZero() ? deliver(posts.calls(out), out, chat) : new Delivery.Retry(wait);
    }

    private static Pace pace(Outbound out) {
        return harmlessTwice(out) ? Pace.GESTURE : out.to().kind() == Conversation.Kind.DIRECT ? Pace.DIRECT : Pace.GROUP;
    }

    private Delivery deliver(List<Call> calls, Outbound out, String chat) {
        Delivery first = make(calls.get(0), out, chat);
        return calls.size() == 1 || !(first instanceof Delivery.Sent sent) ? first : rest(calls, out, sent);
    }

    /** What the first call brought stands there already, so that the whole cannot be tried again. */
    private Delivery rest(List<Call> calls, Outbound out, Delivery.Sent first) {
        Delivery.Sent sent = first;
        for (Call call : calls.subList(1, calls.size())) {
            Delivery next = make(call, out, moves.now(out.to().id()));
            if (!(next instanceof Delivery.Sent more)) {
                return new Delivery.InDoubt("the first of " + calls.size() + " messages arrived, " + call.method() + " did not: " + next);
            }
            sent = new Delivery.Sent(Stream.concat(sent.refs().stream(), more.refs().stream()).toList());
        }
        return sent;
    }

    private Delivery make(Call call, Outbound out, String chat) {
        Answer answer;
        try {
            answer = api.call(call.method(), call.parameters().put("chat_id", chat), WITHIN);
        } catch (Transient lost) {
            boolean safe = harmlessTwice(out) || lost.getCause() instanceof NotSent;
            return safe ? new Delivery.Retry(lost.after()) : new Delivery.InDoubt(String.valueOf(lost.getMessage()));
        }
        return answer instanceof Answer.Ok ok ? sent(ok, out) : refused((Answer.Refused) answer, call, out, chat);
    }

    private static Delivery sent(Answer.Ok ok, Outbound out) {
        String id = ok.result().path("message_id").asText("");
        return new Delivery.Sent(id.isEmpty() || harmlessTwice(out) ? List.of() : List.of(new MessageRef(id)));
    }

    private Delivery refused(Answer.Refused no, Call call, Outbound out, String chat) {
        if (!no.movedTo().isEmpty() && !no.movedTo().equals(chat)) {
            moves.moved(out.to().id(), no.movedTo());
            return make(call, out, no.movedTo());
        }
        if (no.code() == 400 && no.says("can't parse entities") && call.parameters().has("parse_mode")) {
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
