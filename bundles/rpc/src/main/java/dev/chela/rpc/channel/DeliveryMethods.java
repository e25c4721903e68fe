package dev.chela.rpc.channel;

import dev.chela.api.channel.Outbound;
import dev.chela.api.config.Range;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.core.outbox.Outbox.Held;
import dev.chela.core.outbox.Outbox.State;
import dev.chela.core.outbox.Outbox;
import dev.chela.core.text.Excerpt;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code deliveries.*}: what is to leave over the channels, and what did not arrive. Times are milliseconds since 1970. */
@Component(service = RpcMethods.class)
public final class DeliveryMethods implements RpcMethods {
    private static final int USUAL = 100;
    private static final int ALL = 10_000;
    private static final int SHOWN = 200;

    private final Outbox outbox;

    @Activate
    public DeliveryMethods(@Reference Outbox outbox) {
        this.outbox = outbox;
    }

    /** @param waiting those that are still to be made, in place of those that did not arrive */
    public record ListParams(Optional<Boolean> waiting, @Range(min = 1, max = 1000) Optional<Integer> limit) {}

    public record Listed(List<Delivery> deliveries) {}

    /**
     * @param kind post, edit, delete, react or poll
     * @param text the beginning of what it says, where it says anything
     * @param state queued, sending, retry, in-doubt or rejected
     */
    public record Delivery(String key, String channel, String accountId, String to, Optional<String> threadId, String kind, Optional<String> text,
            String state, int attempts, Optional<String> error, long queuedAt) {
        static Delivery of(Held held) {
            Outbound out = held.parcel().out();
            return new Delivery(held.parcel().key().value(), held.parcel().channel(), held.parcel().account(), out.to().id(), said(out.to().threadId()),
                    word(out.getClass().getSimpleName()), said(text(out)), word(held.state().name()), held.attempt(), said(held.why()), held.queuedAt());
        }

        private static String word(String name) {
            return name.toLowerCase(Locale.ROOT).replace('_', '-');
        }

        private static Optional<String> said(String text) {
            return Optional.of(text).filter(Predicate.not(String::isBlank));
        }

        private static String text(Outbound out) {
            String text = out instanceof Outbound.Post post ? text(post)
                    : out instanceof Outbound.Edit edit ? edit.text().text()
                    : out instanceof Outbound.Poll poll ? poll.question()
                    : out instanceof Outbound.React react ? react.emoji() : "";
            return Excerpt.of(text, SHOWN);
        }

        /** Of a file its name. */
        private static String text(Outbound.Post post) {
            return Stream.concat(Stream.of(post.text().text()), post.media().stream().map(file -> "[" + file.name() + "]"))
                    .filter(Predicate.not(String::isBlank)).collect(Collectors.joining(" "));
        }
    }

    /** Oldest first. */
    @Rpc(value = "deliveries.list", scope = Scope.READ)
    public Listed list(ListParams params, Caller caller) {
        int limit = params.limit().orElse(USUAL);
        List<Held> found = params.waiting().orElse(false) ? outbox.open(limit) : outbox.undelivered(limit);
        return new Listed(found.stream().map(Delivery::of).toList());
    }

    /** @param key one that did not arrive; without it all that were rejected, since one in doubt may have arrived */
    public record ResendParams(Optional<String> key) {}

    public record Resent(int resent) {}

    @Rpc(value = "deliveries.resend", scope = Scope.ADMIN)
    public Resent resend(ResendParams params, Caller caller) {
        return new Resent(each(params.key(), held -> held.state() == State.REJECTED, outbox::resend));
    }

    /** @param key one that did not arrive; without it all of them */
    public record DismissParams(Optional<String> key) {}

    public record Dismissed(int dismissed) {}

    @Rpc(value = "deliveries.dismiss", scope = Scope.ADMIN)
    public Dismissed dismiss(DismissParams params, Caller caller) {
        return new Dismissed(each(params.key(), held -> true, outbox::dismiss));
    }

    private int each(Optional<String> key, Predicate<Held> meant, Predicate<String> decision) {
        if (key.isPresent() && !decision.test(key.get())) {
            throw RpcFault.invalid("nothing is undelivered under the key '" + key.get() + "'; deliveries.list shows what is");
        }
        return key.isPresent() ? 1 : (int) outbox.undelivered(ALL).stream().filter(meant).map(held -> held.parcel().key().value()).filter(decision).count();
    }
}
